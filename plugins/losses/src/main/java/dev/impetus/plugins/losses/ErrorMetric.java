// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.Batch;
import dev.impetus.model.training.Metric;
import dev.impetus.solver.state.StateVector;
import java.util.function.DoubleUnaryOperator;

/** A function of the mean error over all entries that count, each with the same weight. */
final class ErrorMetric implements Metric {

  private final String name;
  private final Comparison comparison;
  private final PointwiseError error;
  private final DoubleUnaryOperator ofMean;
  private double sum;
  private double weights;

  ErrorMetric(
      String name, Comparison comparison, PointwiseError error, DoubleUnaryOperator ofMean) {
    this.name = name;
    this.comparison = comparison;
    this.error = error;
    this.ofMean = ofMean;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public void reset() {
    sum = 0;
    weights = 0;
  }

  @Override
  public void add(StateVector prediction, Batch batch) {
    comparison.read(prediction, batch);
    for (int row = 0; row < comparison.rows(); row++) {
      for (int entry = 0; entry < comparison.entries(); entry++) {
        double weight = comparison.weight(row, entry);
        if (weight != 0) {
          sum +=
              weight * error.value(comparison.predicted(row, entry), comparison.target(row, entry));
          weights += weight;
        }
      }
    }
  }

  @Override
  public double value() {
    return ofMean.applyAsDouble(sum / weights);
  }
}
