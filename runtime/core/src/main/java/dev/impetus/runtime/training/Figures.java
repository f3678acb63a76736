// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What came of one look at a part of the data.
 *
 * @param loss mean loss of a sample, or of what else the loss averages over
 * @param metrics metrics by name
 * @param measures the model's own figures, averaged over batches: {@code evaluations-forward}, …
 */
public record Figures(double loss, Map<String, Double> metrics, Map<String, Double> measures) {

  /** Copies the maps and keeps their order. */
  public Figures {
    metrics = ordered(metrics);
    measures = ordered(measures);
  }

  /**
   * The loss, or the metric of that name.
   *
   * @throws IllegalArgumentException if there is no such metric
   */
  public double get(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("no figure " + name + " among " + metrics.keySet()));
  }

  /** The loss, or the metric of that name; empty if there is no such metric. */
  public OptionalDouble find(String name) {
    if (name.equals(TrainingOptions.LOSS)) {
      return OptionalDouble.of(loss);
    }
    Double value = metrics.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Map<String, Double> ordered(Map<String, Double> map) {
    Map<String, Double> copy = new LinkedHashMap<>(map);
    copy.forEach((name, value) -> Objects.requireNonNull(value, name));
    return Collections.unmodifiableMap(copy);
  }
}
