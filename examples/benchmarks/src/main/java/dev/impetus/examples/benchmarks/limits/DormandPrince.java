// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

/**
 * The coefficients that the hand-written solves share: Shampine's error weights, Hairer's
 * interpolant.
 */
final class DormandPrince {

  static final double A21 = 1 / 5.0;
  static final double A31 = 3 / 40.0;
  static final double A32 = 9 / 40.0;
  static final double A41 = 44 / 45.0;
  static final double A42 = -56 / 15.0;
  static final double A43 = 32 / 9.0;
  static final double A51 = 19372 / 6561.0;
  static final double A52 = -25360 / 2187.0;
  static final double A53 = 64448 / 6561.0;
  static final double A54 = -212 / 729.0;
  static final double A61 = 9017 / 3168.0;
  static final double A62 = -355 / 33.0;
  static final double A63 = 46732 / 5247.0;
  static final double A64 = 49 / 176.0;
  static final double A65 = -5103 / 18656.0;
  static final double B1 = 35 / 384.0;
  static final double B3 = 500 / 1113.0;
  static final double B4 = 125 / 192.0;
  static final double B5 = -2187 / 6784.0;
  static final double B6 = 11 / 84.0;
  static final double E1 = B1 - 1951 / 21600.0;
  static final double E3 = B3 - 22642 / 50085.0;
  static final double E4 = B4 - 451 / 720.0;
  static final double E5 = B5 + 12231 / 42400.0;
  static final double E6 = B6 - 649 / 6300.0;
  static final double E7 = -1 / 60.0;

  /** What makes the interpolant quartic. */
  static final double D1 = -12715105075.0 / 11282082432.0;

  static final double D3 = 87487479700.0 / 32700410799.0;
  static final double D4 = -10690763975.0 / 1880347072.0;
  static final double D5 = 701980252875.0 / 199316789632.0;
  static final double D6 = -1453857185.0 / 822651844.0;
  static final double D7 = 69997945.0 / 29380423.0;

  private DormandPrince() {}

  /** Hairer's first step from the norms of y, f and of the change of f after an Euler step. */
  static double firstGuess(double d0, double d1) {
    return d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1;
  }

  static double firstStep(double guess, double d1, double d2) {
    double steepest = Math.max(d1, d2);
    double h = steepest <= 1e-15 ? Math.max(1e-6, guess * 1e-3) : Math.pow(0.01 / steepest, 0.2);
    return Math.min(100 * guess, h);
  }

  /**
   * The I controller: safety 0.9, growth at most 10, shrinking at most 0.2 and never after success.
   */
  static double factor(double ratio) {
    double factor = ratio == 0 ? 10 : 0.9 * Math.pow(ratio, -0.2);
    return Math.min(10, Math.max(ratio <= 1 ? 1 : 0.2, factor));
  }
}
