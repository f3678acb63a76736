// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

/** A loss that compares number by number. */
final class PointwiseLoss extends RowwiseLoss {

  private final PointwiseError error;

  PointwiseLoss(Comparison comparison, boolean bySteps, PointwiseError error) {
    super(comparison, bySteps);
    this.error = error;
  }

  @Override
  double entry(
      Comparison comparison, int row, int entry, double scale, double[] slopes, int offset) {
    double predicted = comparison.predicted(row, entry);
    double target = comparison.target(row, entry);
    if (slopes != null) {
      slopes[offset + entry] = scale * error.slope(predicted, target);
    }
    return error.value(predicted, target);
  }
}
