// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A plugin by its id, with raw values for its options. Values are kept in one form, so that a
 * specification from YAML equals the same one from the builder: whole numbers as {@link Long},
 * other numbers as {@link Double}, paths as text.
 *
 * @param id the plugin's id
 * @param options raw values by option name, in the order given; a null value is kept, to be
 *     reported
 */
public record PluginSpec(String id, Map<String, Object> options) {

  /** Copies the options. */
  public PluginSpec {
    Objects.requireNonNull(id, "id");
    options = canonical(options);
  }

  /** A plugin with the defaults of its options. */
  public static PluginSpec of(String id) {
    return new PluginSpec(id, Map.of());
  }

  /** The same with one more option set. */
  public PluginSpec with(String option, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(options);
    more.put(option, value);
    return new PluginSpec(id, more);
  }

  static Map<String, Object> canonical(Map<String, ?> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(name, canonicalValue(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object canonicalValue(Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      // The shortest decimal that is this float: 0.1f stands for 0.1, not for 0.10000000149.
      return Double.valueOf(number.toString());
    }
    if (value instanceof Path path) {
      return path.toString();
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(canonicalValue(item)));
      return Collections.unmodifiableList(copy);
    }
    return value;
  }
}
