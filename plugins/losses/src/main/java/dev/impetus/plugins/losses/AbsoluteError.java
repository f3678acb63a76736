// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

/** {@code |p − t|}; its slope where both are equal is taken as zero. */
final class AbsoluteError implements PointwiseError {

  @Override
  public double value(double predicted, double target) {
    return Math.abs(predicted - target);
  }

  @Override
  public double slope(double predicted, double target) {
    return Math.signum(predicted - target);
  }
}
