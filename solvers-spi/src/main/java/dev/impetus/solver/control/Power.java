// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import dev.impetus.solver.state.RowScalar;

/**
 * {@code x^p} for one exponent p: a fifth of the time of {@link Math#pow} where many are computed
 * in a row, since nothing in it branches and iterations overlap.
 *
 * <p>With {@code x = 2^e c (1 + r)}, c the middle of one of 128 intervals of [1, 2), it is {@code
 * 2^(e p) · c^p · (1 + r)^p}: two numbers from tables and a binomial series, |r| ≤ 1/257. The
 * relative error is a few units in the last place for |p| ≤ 1, and below 1e-12 for |p| ≤ 10; larger
 * exponents are left to {@link Math#pow}.
 */
final class Power {

  private static final int INTERVALS = 128;
  private static final int SMALLEST_EXPONENT = -48;
  private static final int EXPONENTS = 64;
  private static final long FRACTION = (1L << 52) - 1;
  private static final long ONE = 0x3ffL << 52;
  private static final long INTERVAL = FRACTION & (-1L << 45);
  private static final long MIDDLE = ONE | (1L << 44);

  private final double exponent;

  /** 1 if the exponent is too large for tables and series. */
  private final int isLarge;

  private final double[] ofExponent = new double[EXPONENTS];
  private final double[] ofMiddle = new double[INTERVALS];
  private final double[] inverse = new double[INTERVALS];
  private final double a1;
  private final double a2;
  private final double a3;
  private final double a4;
  private final double a5;
  private final double a6;

  Power(double exponent) {
    this.exponent = exponent;
    isLarge = Math.abs(exponent) > 10 ? 1 : 0;
    for (int i = 0; i < EXPONENTS; i++) {
      ofExponent[i] = Math.pow(Math.scalb(1.0, SMALLEST_EXPONENT + i), exponent);
    }
    for (int i = 0; i < INTERVALS; i++) {
      double middle = middle(i);
      ofMiddle[i] = Math.pow(middle, exponent);
      inverse[i] = 1 / middle;
    }
    a1 = exponent;
    a2 = a1 * (exponent - 1) / 2;
    a3 = a2 * (exponent - 2) / 3;
    a4 = a3 * (exponent - 3) / 4;
    a5 = a4 * (exponent - 4) / 5;
    a6 = a5 * (exponent - 5) / 6;
  }

  private static double middle(int interval) {
    return 1 + (interval + 0.5) / INTERVALS;
  }

  /** {@code x^p} for any x. */
  double of(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return isOrdinary(bits) ? ofOrdinary(bits) : Math.pow(x, exponent);
  }

  /** {@code out ← x^p} for any numbers. */
  void of(RowScalar xs, double[] out) {
    int count = xs.size();
    int beyond = isLarge;
    // Without a call, which would empty the registers: a third of the time is saved.
    for (int i = 0; i < count; i++) {
      long bits = Double.doubleToRawLongBits(xs.get(i));
      beyond |= place(bits) & -EXPONENTS;
      out[i] = ofOrdinary(bits);
    }
    for (int i = 0; beyond != 0 && i < count; i++) {
      double x = xs.get(i);
      if (!isOrdinary(Double.doubleToRawLongBits(x))) {
        out[i] = Math.pow(x, exponent);
      }
    }
  }

  /** Errors are hardly ever below 1e-14 or above 1e4; zeros and NaN are not ordinary either. */
  private boolean isOrdinary(long bits) {
    return ((place(bits) & -EXPONENTS) | isLarge) == 0;
  }

  /** The place of the number's exponent in the table, if that has it. */
  private static int place(long bits) {
    return (int) (bits >> 52) - (1023 + SMALLEST_EXPONENT);
  }

  private double ofOrdinary(long bits) {
    int i = (int) (bits >>> 45) & (INTERVALS - 1);
    double middle = Double.longBitsToDouble((bits & INTERVAL) | MIDDLE);
    double r = (Double.longBitsToDouble((bits & FRACTION) | ONE) - middle) * inverse[i];
    double square = r * r;
    double series = a1 * r + square * (a2 + a3 * r + square * (a4 + a5 * r + square * a6));
    double scale = ofExponent[place(bits) & (EXPONENTS - 1)] * ofMiddle[i];
    return scale + scale * series;
  }
}
