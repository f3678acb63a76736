// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plugins on a command line: {@code ID} or {@code ID:OPTION=VALUE,OPTION=VALUE}, with values as
 * they would stand in a specification. Commas inside brackets and quotes belong to a value.
 */
public final class OptionText {

  private static final String VALUE = "value";

  private OptionText() {}

  /**
   * Reads a plugin.
   *
   * @param where what is read, for messages: {@code --solver}
   * @throws ImpetusException of kind CONFIGURATION with every mistake
   */
  public static PluginSpec plugin(String text, String where) {
    int colon = text.indexOf(':');
    String id = (colon < 0 ? text : text.substring(0, colon)).strip();
    List<Problem> problems = new ArrayList<>();
    if (id.isEmpty()) {
      problems.add(problem("\"" + text + "\" names no plugin", where, "an id comes first"));
    }
    Map<String, Object> options = new LinkedHashMap<>();
    if (colon >= 0) {
      for (String part : parts(text.substring(colon + 1))) {
        int equals = part.indexOf('=');
        if (equals < 1) {
          problems.add(problem("\"" + part + "\" is no option", where + " " + text, "it has no ="));
          continue;
        }
        String name = part.substring(0, equals).strip();
        try {
          if (options.put(name, value(part.substring(equals + 1), where + " " + id + "." + name))
              != null) {
            problems.add(
                problem("\"" + name + "\" stands twice", where + " " + text, "one value counts"));
          }
        } catch (ImpetusException e) {
          problems.addAll(e.problems());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    return new PluginSpec(id, options);
  }

  /**
   * Reads one value: {@code 1e-6} is a number, {@code [1, 2]} a list, {@code chord-lu} a text.
   *
   * @throws ImpetusException of kind CONFIGURATION if it is none
   */
  public static Object value(String text, String where) {
    List<Problem> problems = new ArrayList<>();
    Object value = null;
    try {
      value =
          YamlDocument.read(VALUE + ": " + text, where, new HashMap<>(), problems::add).get(VALUE);
    } catch (ImpetusException e) {
      problems.addAll(e.problems());
    }
    if (problems.isEmpty() && !(value instanceof Map<?, ?>)) {
      return value;
    }
    throw new ImpetusException(
        new Problem(
            ErrorKind.CONFIGURATION,
            "\"" + text + "\" is no value",
            where,
            problems.isEmpty() ? "options have no parts" : problems.get(0).why(),
            "write it as it would stand in a specification"));
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      }
      if (c == ',' && depth == 0 && quote == 0) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static Problem problem(String what, String where, String why) {
    return new Problem(
        ErrorKind.CONFIGURATION, what, where, why, "write ID or ID:OPTION=VALUE,OPTION=VALUE");
  }
}
