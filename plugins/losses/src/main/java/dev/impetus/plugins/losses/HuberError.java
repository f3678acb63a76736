// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

/**
 * {@code e²/2} for {@code |e| ≤ δ} and {@code δ (|e| − δ/2)} beyond, with {@code e = p − t} (P. J.
 * Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964).
 */
final class HuberError implements PointwiseError {

  private final double delta;

  HuberError(double delta) {
    this.delta = delta;
  }

  @Override
  public double value(double predicted, double target) {
    double size = Math.abs(predicted - target);
    return size <= delta ? size * size / 2 : delta * (size - delta / 2);
  }

  @Override
  public double slope(double predicted, double target) {
    // Not clamped with Math.min/max: NaN has to come through.
    double error = predicted - target;
    return Math.abs(error) > delta ? Math.copySign(delta, error) : error;
  }
}
