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

  /**
   * The class with the highest score is the target; the first of equal ones, none if any is NaN.
   */
  static Judge highestScore(int classes) {
    return (comparison, row, entry) -> {
      int wanted = ClassIndex.of(comparison.target(row, entry), classes, row);
      int best = 0;
      for (int i = 0; i < classes; i++) {
        double score = comparison.predicted(row, entry * classes + i);
        if (Double.isNaN(score)) {
          return false;
        }
        best = score > comparison.predicted(row, entry * classes + best) ? i : best;
      }
      return best == wanted;
    };
  }

  /** The logit is positive where the target is 1, and not where it is 0. */
  static boolean logitAgrees(Comparison comparison, int row, int entry) {
    double logit = comparison.predicted(row, entry);
    int wanted = ClassIndex.of(comparison.target(row, entry), 2, row);
    return wanted == 1 ? logit > 0 : logit <= 0;
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
