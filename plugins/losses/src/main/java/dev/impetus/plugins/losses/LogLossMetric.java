// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import java.util.function.DoubleUnaryOperator;

/**
 * A function of the mean of {@code −log softmax(scores)[class]} over all entries that count, each
 * with the same weight.
 */
final class LogLossMetric extends MeanMetric {

  private final ClassScores scores;
  private final DoubleUnaryOperator ofMean;

  LogLossMetric(String name, ClassScores scores, DoubleUnaryOperator ofMean) {
    super(name, scores.comparison());
    this.scores = scores;
    this.ofMean = ofMean;
  }

  @Override
  double measure(Comparison read, int row, int entry) {
    return scores.logLoss(row, entry, null, 0);
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double value() {
    return ofMean.applyAsDouble(super.value());
  }
}
