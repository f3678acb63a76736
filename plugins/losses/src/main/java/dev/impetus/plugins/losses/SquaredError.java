// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

/** {@code (p − t)²}. */
final class SquaredError implements PointwiseError {

  @Override
  public double value(double predicted, double target) {
    double error = predicted - target;
    return error * error;
  }

  @Override
  public double slope(double predicted, double target) {
    return 2 * (predicted - target);
  }
}
