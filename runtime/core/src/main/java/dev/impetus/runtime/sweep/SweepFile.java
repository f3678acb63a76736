// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import dev.impetus.runtime.pipeline.YamlDocument;
import dev.impetus.runtime.run.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Sweeps in YAML.
 *
 * <pre>
 * title: Momentum and scaling on the adding problem
 * base: adding-momentum-lstm.yaml      # or the sections of a specification
 * set: {training.epochs: 3}
 * grid:
 *   model.mu: [0.3, 0.6, 0.9]
 *   model.s: [0.6, 1]
 * seeds: 5                             # 1 to 5; or a list of seeds
 * </pre>
 *
 * <p>Reading is as strict as that of specifications: everything that is wrong with the form is
 * reported at once, with path and line.
 */
public final class SweepFile {

  /** Most seeds that a number may ask for. */
  private static final long MOST_SEEDS = 10_000;

  private static final List<String> KEYS =
      List.of(
          "title",
          "base",
          "folder",
          "set",
          "variants",
          "grid",
          "seeds",
          "figure",
          "without-control");

  private final String name;
  private final Path folder;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private SweepFile(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /**
   * Reads a file.
   *
   * @throws ImpetusException if it or its base cannot be read, and with everything that is wrong
   *     with its form
   */
  public static SweepSpec read(Path file) {
    return draft(file).complete();
  }

  /**
   * Reads a file as far as it can be read.
   *
   * @throws ImpetusException if it cannot be opened or is no YAML mapping
   */
  public static SweepDraft draft(Path file) {
    try {
      return draft(
          Files.readString(file),
          String.valueOf(file.getFileName()),
          file.toAbsolutePath().normalize().getParent());
    } catch (IOException e) {
      throw StorageFailure.of("the sweep cannot be read", file, e);
    }
  }

  /**
   * Reads a text.
   *
   * @param name its name, for messages
   * @param folder the folder against which relative paths in it are resolved
   * @throws ImpetusException as {@link #read}
   */
  public static SweepSpec parse(String yaml, String name, Path folder) {
    return draft(yaml, name, folder).complete();
  }

  /**
   * Reads a text as far as it can be read, as {@link #draft(Path)} does.
   *
   * @param name its name, for messages
   * @param folder the folder against which relative paths in it are resolved
   */
  public static SweepDraft draft(String yaml, String name, Path folder) {
    SweepFile file = new SweepFile(name, folder);
    Map<String, Object> values = YamlDocument.read(yaml, name, file.lines, file.problems::add);
    SweepSpec spec = file.read(values);
    return new SweepDraft(spec, file.problems);
  }

  private SweepSpec read(Map<String, Object> values) {
    for (String key : values.keySet()) {
      if (!KEYS.contains(key)) {
        problem(
            "unknown key \"" + key + "\"",
            key,
            "nothing reads it",
            Suggestions.didYouMean(key, KEYS, "keys"));
      }
    }
    Base base = base(values);
    return new SweepSpec(
        text(values, "title").orElse(base.name().replaceFirst("\\.ya?ml$", "")),
        base.text(),
        base.name(),
        text(values, "folder").map(folder::resolve).orElse(base.folder()),
        mapping(values.get("set"), "set", values.containsKey("set")),
        variants(values),
        grid(values.get("grid"), "grid", values.containsKey("grid")),
        seeds(values),
        text(values, "figure"),
        text(values, "without-control"));
  }

  /** Text of the specification and where it is from. */
  private record Base(String text, String name, Path folder) {}

  private Base base(Map<String, Object> values) {
    Object base = values.get("base");
    if (base instanceof Map<?, ?> sections) {
      return new Base(YamlDocument.write(mapping(sections, "base", true)), name, folder);
    }
    if (!(base instanceof String file)) {
      problem(
          base == null ? "there is no base" : "the base has a wrong form",
          "base",
          "a sweep varies a specification",
          "name its file, or write its sections: \"base: experiment.yaml\"");
      return new Base("", name, folder);
    }
    Path path = folder.resolve(file).normalize();
    try {
      return new Base(Files.readString(path), String.valueOf(path.getFileName()), path.getParent());
    } catch (IOException e) {
      problem(
          "the base cannot be read",
          "base",
          StorageFailure.of("", path, e).problems().get(0).why() + ": " + path,
          "check the name of the file; relative names are meant from the folder of the sweep");
      return new Base("", name, folder);
    }
  }

  private Optional<String> text(Map<String, Object> values, String key) {
    if (!values.containsKey(key)) {
      return Optional.empty();
    }
    if (values.get(key) instanceof String text && !text.isBlank()) {
      return Optional.of(text.strip());
    }
    problem(
        "\"" + key + "\" has a wrong value",
        key,
        "it must be text, but is " + (values.get(key) == null ? "empty" : values.get(key)),
        key.equals("without-control")
            ? "say why settings without the method are not needed"
            : "give text, or leave it out");
    return Optional.empty();
  }

  private Map<String, Object> mapping(Object value, String path, boolean isThere) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, entry) -> map.put((String) key, entry));
    } else if (isThere) {
      problem(
          "\"" + path + "\" has a wrong form",
          path,
          "it must be a mapping of paths, but is " + (value == null ? "empty" : value),
          "write it as \"{model.hidden: 32}\"");
    }
    return map;
  }

  private List<SweepVariant> variants(Map<String, Object> values) {
    List<SweepVariant> variants = new ArrayList<>();
    mapping(values.get("variants"), "variants", values.containsKey("variants"))
        .forEach(
            (variant, content) -> {
              String path = "variants." + variant;
              Map<String, Object> set = mapping(content, path, content != null);
              boolean hasGrid = set.containsKey("grid");
              List<SweepAxis> grid = grid(set.remove("grid"), path + ".grid", hasGrid);
              variants.add(new SweepVariant(variant, set, grid));
            });
    return variants;
  }

  private List<SweepAxis> grid(Object value, String path, boolean isThere) {
    List<SweepAxis> axes = new ArrayList<>();
    mapping(value, path, isThere)
        .forEach(
            (axis, given) -> {
              List<?> list = given instanceof List<?> entries ? entries : List.of();
              Set<Object> values = new LinkedHashSet<>(list);
              if (list.isEmpty() || values.remove(null)) {
                problem(
                    "\"" + axis + "\" has no list of values",
                    path + "." + axis,
                    "what is varied has several",
                    "write it as \"" + axis + ": [1, 2]\"; what is not varied stands under set");
              } else if (values.size() < list.size()) {
                problem(
                    "a value of \"" + axis + "\" stands twice",
                    path + "." + axis,
                    "it is " + list,
                    "remove one of the two");
              }
              if (given != null && list.isEmpty() && !given.equals(list)) {
                values.add(given);
              }
              // What there is of a wrong list is kept: it may be wrong in other ways as well.
              if (!values.isEmpty()) {
                axes.add(new SweepAxis(axis, new ArrayList<>(values)));
              }
            });
    return axes;
  }

  private List<Long> seeds(Map<String, Object> values) {
    if (!values.containsKey("seeds")) {
      problem(
          "there are no seeds",
          "seeds",
          "one run says nothing about the next",
          "say how many: \"seeds: 5\"");
      return List.of();
    }
    try {
      return seeds(values.get("seeds"), place("seeds"));
    } catch (ImpetusException e) {
      problems.addAll(e.problems());
      return List.of();
    }
  }

  /**
   * Seeds as a number of them, from 1 on, or as a list.
   *
   * @param where the place, for messages
   * @throws ImpetusException if the value is neither
   */
  public static List<Long> seeds(Object value, String where) {
    if (value instanceof Long count && count >= 1 && count <= MOST_SEEDS) {
      return LongStream.rangeClosed(1, count).boxed().toList();
    }
    if (value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(Long.class::isInstance)
        && list.stream().distinct().count() == list.size()) {
      return list.stream().map(Long.class::cast).toList();
    }
    throw new ImpetusException(
        new Problem(
            ErrorKind.CONFIGURATION,
            "\"seeds\" has a wrong value",
            where,
            "it must be a number from 1 to "
                + MOST_SEEDS
                + ", or a list of different whole numbers, but is "
                + value,
            "write 5, or [1, 2, 3]"));
  }

  private void problem(String what, String path, String why, String fix) {
    problems.add(new Problem(ErrorKind.CONFIGURATION, what, place(path), why, fix));
  }

  private String place(String path) {
    Integer line = lines.get(path);
    return path + ", " + (line == null ? name : name + ":" + line);
  }

  /** A sweep as YAML, complete in itself, which {@link #parse} reads back. */
  public static String write(SweepSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("title", spec.title());
    map.put("folder", spec.folder().toString());
    map.put("base", YamlDocument.read(spec.base(), spec.baseName(), new HashMap<>(), p -> {}));
    if (!spec.set().isEmpty()) {
      map.put("set", spec.set());
    }
    if (!spec.variants().isEmpty()) {
      Map<String, Object> variants = new LinkedHashMap<>();
      for (SweepVariant variant : spec.variants()) {
        Map<String, Object> content = new LinkedHashMap<>(variant.set());
        if (!variant.grid().isEmpty()) {
          content.put("grid", grid(variant.grid()));
        }
        variants.put(variant.name(), content);
      }
      map.put("variants", variants);
    }
    if (!spec.grid().isEmpty()) {
      map.put("grid", grid(spec.grid()));
    }
    map.put("seeds", new ArrayList<>(spec.seeds()));
    spec.figure().ifPresent(figure -> map.put("figure", figure));
    spec.withoutControl().ifPresent(reason -> map.put("without-control", reason));
    return YamlDocument.write(map);
  }

  private static Map<String, Object> grid(List<SweepAxis> axes) {
    Map<String, Object> grid = new LinkedHashMap<>();
    axes.forEach(axis -> grid.put(axis.path(), new ArrayList<>(axis.values())));
    return grid;
  }
}
