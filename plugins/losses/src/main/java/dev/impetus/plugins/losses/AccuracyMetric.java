// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

/** The share of entries that count for which the predicted answer is the target. */
final class AccuracyMetric extends MeanMetric {

  /** Whether one entry is answered rightly. */
  @FunctionalInterface
  interface Judge {
    boolean isRight(Comparison comparison, int row, int entry);
  }

  private final Judge judge;

  AccuracyMetric(String name, Comparison comparison, Judge judge) {
    super(name, comparison);
    this.judge = judge;
  }

  /** Prediction and target have the same sign; zero agrees with nothing. */
  static boolean signAgrees(Comparison comparison, int row, int entry) {
    return comparison.predicted(row, entry) * Math.signum(comparison.target(row, entry)) > 0;
  }

  @Override
  double measure(Comparison read, int row, int entry) {
    return judge.isRight(read, row, entry) ? 1 : 0;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }
}
