// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.Batch;
import dev.impetus.model.training.Metric;
import dev.impetus.solver.state.StateVector;

/** The mean of a measure over all entries that count, each with its weight. */
abstract class MeanMetric implements Metric {

  private final String name;
  private final Comparison comparison;
  private double sum;
  private double weights;

  MeanMetric(String name, Comparison comparison) {
    this.name = name;
    this.comparison = comparison;
  }

  /** The measure of one entry of the batch that the comparison has read. */
  abstract double measure(Comparison read, int row, int entry);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void reset() {
    sum = 0;
    weights = 0;
  }

  @Override
  public final void add(StateVector prediction, Batch batch) {
    comparison.read(prediction, batch);
    for (int row = 0; row < comparison.rows(); row++) {
      for (int entry = 0; entry < comparison.entries(); entry++) {
        double weight = comparison.weight(row, entry);
        if (weight != 0) {
          sum += weight * measure(comparison, row, entry);
          weights += weight;
        }
      }
    }
  }

  @Override
  public double value() {
    return sum / weights;
  }
}
