// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.Batch;
import dev.impetus.model.training.Metric;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * The coefficient of determination {@code R² = 1 − Σ(t − p)² / Σ(t − mean t)²}, a column of the
 * last dimension at a time, averaged over columns. Columns whose targets are all equal have none
 * and are left out. The sum below is updated as the data come (B. P. Welford, Technometrics 4,
 * 1962), since the mean is known only at the end.
 */
final class DeterminationMetric implements Metric {

  private final Comparison comparison;
  private final double[] weights;
  private final double[] means;
  private final double[] spreads;
  private final double[] residuals;

  DeterminationMetric(Comparison comparison, int columns) {
    this.comparison = comparison;
    this.weights = new double[columns];
    this.means = new double[columns];
    this.spreads = new double[columns];
    this.residuals = new double[columns];
  }

  @Override
  public String name() {
    return "r2";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public void reset() {
    Arrays.fill(weights, 0);
    Arrays.fill(means, 0);
    Arrays.fill(spreads, 0);
    Arrays.fill(residuals, 0);
  }

  @Override
  public void add(StateVector prediction, Batch batch) {
    comparison.read(prediction, batch);
    for (int row = 0; row < comparison.rows(); row++) {
      for (int entry = 0; entry < comparison.entries(); entry++) {
        double weight = comparison.weight(row, entry);
        if (weight != 0) {
          add(
              entry % weights.length,
              weight,
              comparison.predicted(row, entry),
              comparison.target(row, entry));
        }
      }
    }
  }

  private void add(int column, double weight, double predicted, double target) {
    weights[column] += weight;
    double before = target - means[column];
    means[column] += weight / weights[column] * before;
    spreads[column] += weight * before * (target - means[column]);
    residuals[column] += weight * (target - predicted) * (target - predicted);
  }

  @Override
  public double value() {
    double sum = 0;
    int columns = 0;
    for (int column = 0; column < weights.length; column++) {
      if (spreads[column] > 0) {
        sum += 1 - residuals[column] / spreads[column];
        columns++;
      }
    }
    return sum / columns;
  }
}
