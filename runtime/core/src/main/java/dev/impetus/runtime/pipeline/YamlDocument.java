// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One YAML 1.2 document as maps, lists and scalars, with the line of every path in it. YAML 1.2's
 * core schema is what people expect: {@code 1e-7} is a number, {@code yes} and {@code 12:30} are
 * text.
 */
public final class YamlDocument {

  private final String name;
  private final Consumer<Problem> problems;
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlDocument(String name, Consumer<Problem> problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * Reads a document whose top is a mapping.
   *
   * @param name the file's name, for messages
   * @param lines gets the line, from 1, of every path such as {@code solver.rtol} or {@code
   *     metrics[0].id}
   * @param problems gets what is wrong inside, such as a key that stands twice
   * @throws ImpetusException if it is no YAML, empty, or no mapping
   */
  public static Map<String, Object> read(
      String text, String name, Map<String, Integer> lines, Consumer<Problem> problems) {
    YamlDocument document = new YamlDocument(name, problems);
    Node root = document.compose(text);
    if (!(root instanceof MappingNode mapping)) {
      throw document.unreadable(
          "the specification is no mapping",
          line(root),
          "it must consist of sections such as \"model: {id: …}\"");
    }
    Map<String, Object> map = document.mapping(mapping, "");
    lines.putAll(document.lines);
    return map;
  }

  /**
   * Writes a mapping of maps, lists and scalars as a document, which {@link #read} reads back to
   * equal ones.
   */
  public static String write(Map<String, ?> document) {
    return new Dump(settings(FlowStyle.BLOCK)).dumpToString(document);
  }

  /** Writes a value on one line, as it may stand after a colon: {@code 1e-7}, {@code [14, 14]}. */
  public static String writeValue(Object value) {
    return new Dump(settings(FlowStyle.FLOW)).dumpToString(value).strip();
  }

  private static DumpSettings settings(FlowStyle style) {
    return DumpSettings.builder()
        .setSchema(new CoreSchema())
        .setDefaultFlowStyle(style)
        .setIndicatorIndent(2)
        .setIndentWithIndicator(true)
        .setSplitLines(false)
        .setDereferenceAliases(true)
        .build();
  }

  private Node compose(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();
    try {
      List<Node> documents = new ArrayList<>();
      new Compose(settings).composeAllFromString(text).forEach(documents::add);
      if (documents.isEmpty() || documents.get(0).getTag().equals(Tag.NULL)) {
        throw unreadable("the specification is empty", Optional.empty(), "there is nothing in it");
      }
      if (documents.size() > 1) {
        throw unreadable(
            "there is more than one document",
            line(documents.get(1)),
            "one file is one specification");
      }
      return documents.get(0);
    } catch (MarkedYamlEngineException e) {
      throw unreadable(
          "this is no YAML",
          e.getProblemMark().map(mark -> mark.getLine() + 1),
          e.getContext() == null ? e.getProblem() : e.getContext() + ": " + e.getProblem());
    } catch (YamlEngineException e) {
      throw unreadable("this is no YAML", Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> mapping(MappingNode node, String path) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        problem("a key is no word", path, line(tuple.getKeyNode()), "keys are option names");
        continue;
      }
      String key = keyNode.getValue();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      Integer first = lines.get(keyPath);
      if (map.containsKey(key)) {
        problem(
            "\"" + key + "\" stands twice",
            keyPath,
            line(keyNode),
            "it is on line " + first + " already");
        continue;
      }
      line(keyNode).ifPresent(line -> lines.put(keyPath, line));
      map.put(key, value(tuple.getValueNode(), keyPath));
    }
    return map;
  }

  private Object value(Node node, String path) {
    if (node.isRecursive()) {
      problem("an alias contains itself", path, line(node), "it would never end");
      return null;
    }
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, path);
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> list = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        String itemPath = path + "[" + list.size() + "]";
        line(item).ifPresent(line -> lines.put(itemPath, line));
        list.add(value(item, itemPath));
      }
      return list;
    }
    return scalar((ScalarNode) node, path);
  }

  private Object scalar(ScalarNode node, String path) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return text;
    }
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.parseBoolean(text);
    }
    try {
      if (tag.equals(Tag.INT)) {
        return integer(text);
      }
      if (tag.equals(Tag.FLOAT)) {
        return decimal(text);
      }
    } catch (NumberFormatException e) {
      problem("\"" + text + "\" is no number", path, line(node), "its tag says that it is one");
      return null;
    }
    problem("the tag " + tag + " is not understood", path, line(node), "only plain values are");
    return null;
  }

  private static Number integer(String text) {
    BigInteger number;
    if (text.startsWith("0x")) {
      number = new BigInteger(text.substring(2), 16);
    } else if (text.startsWith("0o")) {
      number = new BigInteger(text.substring(2), 8);
    } else {
      number = new BigInteger(text);
    }
    return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
  }

  private static Double decimal(String text) {
    return switch (text.replaceFirst("^[-+]", "").toLowerCase(java.util.Locale.ROOT)) {
      case ".inf" -> text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case ".nan" -> Double.NaN;
      default -> Double.valueOf(text);
    };
  }

  private static Optional<Integer> line(Node node) {
    return node.getStartMark().map(Mark::getLine).map(line -> line + 1);
  }

  private void problem(String what, String path, Optional<Integer> line, String why) {
    line.ifPresent(number -> lines.putIfAbsent(path, number));
    problems.accept(
        new Problem(ErrorKind.CONFIGURATION, what, where(path, line), why, "mend the file"));
  }

  private ImpetusException unreadable(String what, Optional<Integer> line, String why) {
    return new ImpetusException(
        new Problem(ErrorKind.CONFIGURATION, what, where("", line), why, "mend the file"));
  }

  private String where(String path, Optional<Integer> line) {
    String place = line.map(number -> name + ":" + number).orElse(name);
    return path.isEmpty() ? place : path + ", " + place;
  }
}
