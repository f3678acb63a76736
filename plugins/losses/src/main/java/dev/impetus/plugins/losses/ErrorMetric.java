// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import java.util.function.DoubleUnaryOperator;

/** A function of the mean error over all entries that count, each with the same weight. */
final class ErrorMetric extends MeanMetric {

  private final PointwiseError error;
  private final DoubleUnaryOperator ofMean;

  ErrorMetric(
      String name, Comparison comparison, PointwiseError error, DoubleUnaryOperator ofMean) {
    super(name, comparison);
    this.error = error;
    this.ofMean = ofMean;
  }

  @Override
  double measure(Comparison read, int row, int entry) {
    return error.value(read.predicted(row, entry), read.target(row, entry));
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
