// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Replaces values of a document by others, each named by a path such as {@code solver.rtol}. */
final class SpecOverrides {

  private static final Pattern PATH = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)?");
  private static final String VALUE = "value";

  private SpecOverrides() {}

  static void apply(
      Map<String, String> overrides, Map<String, Object> values, Consumer<Problem> problems) {
    overrides.forEach(
        (path, text) -> {
          if (!PATH.matcher(path).matches()) {
            problems.accept(
                new Problem(
                    ErrorKind.CONFIGURATION,
                    "\"" + path + "\" names no value",
                    path,
                    "it must be a section, or a section and an option",
                    "write seed, model.id or solver.rtol"));
            return;
          }
          try {
            Map<String, Object> document =
                YamlDocument.read(VALUE + ": " + text, path, new HashMap<>(), problems);
            set(path, document.get(VALUE), values);
          } catch (ImpetusException e) {
            problems.accept(
                new Problem(
                    ErrorKind.CONFIGURATION,
                    "\"" + text + "\" is no value",
                    path,
                    e.problems().get(0).why(),
                    "write it as it would stand in the file"));
          }
        });
  }

  private static void set(String path, Object value, Map<String, Object> values) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      values.put(path, value);
      return;
    }
    String section = path.substring(0, dot);
    Map<String, Object> options = new LinkedHashMap<>();
    Object present = values.get(section);
    if (present instanceof Map<?, ?> map) {
      map.forEach((name, option) -> options.put((String) name, option));
    } else if (present instanceof String id) {
      options.put("id", id);
    }
    options.put(path.substring(dot + 1), value);
    values.put(section, options);
  }
}
