// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.Batch;
import dev.impetus.model.training.Metric;
import dev.impetus.solver.state.StateVector;

/** The share of rows that are right as a whole; rows of nothing but padding are left out. */
final class SequenceAccuracyMetric implements Metric {

  private final String name;
  private final ClassScores scores;
  private long right;
  private long rows;

  SequenceAccuracyMetric(String name, ClassScores scores) {
    this.name = name;
    this.scores = scores;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public void reset() {
    right = 0;
    rows = 0;
  }

  @Override
  public void add(StateVector prediction, Batch batch) {
    Comparison comparison = scores.comparison();
    comparison.read(prediction, batch);
    for (int row = 0; row < comparison.rows(); row++) {
      boolean counts = false;
      boolean allRight = true;
      for (int entry = 0; entry < comparison.entries(); entry++) {
        if (comparison.weight(row, entry) != 0) {
          counts = true;
          allRight = allRight && scores.isRight(row, entry);
        }
      }
      rows += counts ? 1 : 0;
      right += counts && allRight ? 1 : 0;
    }
  }

  @Override
  public double value() {
    return rows == 0 ? Double.NaN : (double) right / rows;
  }
}
