// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which form of a workload: {@code mu=2 batch=256 dtype=float32}, the text that the Python peers
 * use too.
 *
 * @param options values by name, in their order
 */
public record Variant(Map<String, String> options) {

  /** Keeps the order. */
  public Variant {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if a word has no equals sign
   */
  public static Variant parse(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    String last = null;
    for (String word : text.isBlank() ? new String[0] : text.strip().split(" ")) {
      int at = word.indexOf('=');
      if (at > 0) {
        last = word.substring(0, at);
        options.put(last, word.substring(at + 1));
      } else if (last != null) {
        // A value of several words, such as "stepping=per sample".
        options.merge(last, word, (before, more) -> before + " " + more);
      } else {
        throw new IllegalArgumentException(
            "\"" + text + "\" does not begin with a name and a value");
      }
    }
    return new Variant(options);
  }

  /** A value, or what holds without one. */
  public String get(String name, String fallback) {
    return options.getOrDefault(name, fallback);
  }

  /**
   * A value that has to be there.
   *
   * @throws IllegalArgumentException if it is not
   */
  public String get(String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException("variant \"" + this + "\" says nothing of " + name);
    }
    return value;
  }

  /** A whole number that has to be there. */
  public int integer(String name) {
    return Integer.parseInt(get(name));
  }

  /** A number that has to be there. */
  public double number(String name) {
    return Double.parseDouble(get(name));
  }

  @Override
  public String toString() {
    return options.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
