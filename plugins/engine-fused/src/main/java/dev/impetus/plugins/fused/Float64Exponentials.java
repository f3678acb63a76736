// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;

/**
 * eˣ and functions made of it, in loops that C2 vectorises. e^x = 2ⁿ e^r with n = round(x / ln 2)
 * and |r| ≤ ln 2 / 2; e^r − 1 is a polynomial, a minimax fit. C2 of JDK 17 has no vector
 * instruction for {@code Double.longBitsToDouble}, so 2ⁿ is made of its bits by copying whole tiles
 * through a buffer that is seen as numbers and as integers. Not for use by two threads.
 */
final class Float64Exponentials {

  /** Numbers that are worked on together: the working arrays stay in the first-level cache. */
  private static final int TILE = 512;

  /** Below this many numbers copying through the buffer costs more than it saves. */
  private static final int FEW = 48;

  private static final double LOG2_E = 1.4426950408889634;

  /** ln 2 in two parts; the first has 40 bits, so that its product with an exponent is exact. */
  private static final double LN2_HIGH = 0.6931471805592082;

  private static final double LN2_LOW = 7.371002565167799e-13;

  /** 1.5 · 2⁵²: added to a small number it rounds it to an integer, in the lowest bits. */
  private static final double ROUND = 6755399441055744.0;

  private static final int MANTISSA_BITS = 52;
  private static final long BIAS = 1023;

  /** From here on eˣ is infinite. */
  private static final double LARGEST = 710;

  /** Down to here eˣ is not 0. */
  private static final double SMALLEST = -746;

  /** Between these, powers of two need no second factor; activations stand still beyond. */
  private static final double LARGEST_NORMAL = 708;

  private static final double SMALLEST_NORMAL = -708;

  /** Where the sigmoid is 0 for long: keeps infinities out of products with it. */
  private static final double SATURATED = -1000;

  private final double[] x = new double[TILE];
  private final double[] y = new double[TILE];
  private final double[] q = new double[TILE];
  private final double[] scale = new double[TILE];
  private final double[] scale2 = new double[TILE];
  private final double[] rounded = new double[TILE];
  private final double[] rounded2 = new double[TILE];
  private final long[] bits = new long[TILE];
  private final DoubleBuffer numbers;
  private final LongBuffer integers;

  Float64Exponentials() {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(TILE * Double.BYTES).order(ByteOrder.nativeOrder());
    numbers = bytes.asDoubleBuffer();
    integers = bytes.asLongBuffer();
  }

  /** tanh x = e/(e + 2), e = e²ˣ − 1; beyond 20 it rounds to 1. */
  void tanh(double[] out, double[] in) {
    for (int at = 0; at < in.length; at += TILE) {
      int count = load(in, at);
      for (int i = 0; i < count; i++) {
        x[i] = 2 * Math.min(Math.max(x[i], -20), 20);
      }
      reduce(x, q, rounded, count);
      powersOfTwo(rounded, scale, count);
      for (int i = 0; i < count; i++) {
        double e = scale[i] * q[i] + (scale[i] - 1);
        y[i] = e / (e + 2);
      }
      System.arraycopy(y, 0, out, at, count);
    }
  }

  /** eˣ over its whole range: 2ⁿ as two factors, because n may be beyond the exponents. */
  void exp(double[] out, double[] in) {
    for (int at = 0; at < in.length; at += TILE) {
      int count = load(in, at);
      for (int i = 0; i < count; i++) {
        x[i] = Math.min(Math.max(x[i], SMALLEST), LARGEST);
      }
      reduce(x, q, rounded, count);
      for (int i = 0; i < count; i++) {
        double n = rounded[i] - ROUND;
        double half = n * 0.5 + ROUND;
        rounded[i] = half;
        rounded2[i] = n - (half - ROUND) + ROUND;
      }
      powersOfTwo(rounded, scale, count);
      powersOfTwo(rounded2, scale2, count);
      for (int i = 0; i < count; i++) {
        y[i] = (scale[i] * q[i] + scale[i]) * scale2[i];
      }
      System.arraycopy(y, 0, out, at, count);
    }
  }

  /** 1/(1 + e⁻ˣ). */
  void sigmoid(double[] out, double[] in) {
    for (int at = 0; at < in.length; at += TILE) {
      int count = load(in, at);
      sigmoid(count);
      System.arraycopy(y, 0, out, at, count);
    }
  }

  private void sigmoid(int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.min(Math.max(-x[i], SMALLEST_NORMAL), LARGEST_NORMAL);
    }
    reduce(y, q, rounded, count);
    powersOfTwo(rounded, scale, count);
    for (int i = 0; i < count; i++) {
      y[i] = 1 / (1 + (scale[i] * q[i] + scale[i]));
    }
  }

  /** x/(1 + e⁻ˣ). */
  void swish(double[] out, double[] in) {
    for (int at = 0; at < in.length; at += TILE) {
      int count = load(in, at);
      sigmoid(count);
      for (int i = 0; i < count; i++) {
        y[i] = Math.max(x[i], SATURATED) * y[i];
      }
      System.arraycopy(y, 0, out, at, count);
    }
  }

  /** s + x s (1 − s), s = 1/(1 + e⁻ˣ). */
  void swishDerivative(double[] out, double[] in) {
    for (int at = 0; at < in.length; at += TILE) {
      int count = load(in, at);
      sigmoid(count);
      for (int i = 0; i < count; i++) {
        y[i] = y[i] + Math.min(Math.max(x[i], SATURATED), -SATURATED) * y[i] * (1 - y[i]);
      }
      System.arraycopy(y, 0, out, at, count);
    }
  }

  /** x where positive, else a (eˣ − 1). */
  void elu(double[] out, double[] in, double a) {
    for (int at = 0; at < in.length; at += TILE) {
      int count = load(in, at);
      for (int i = 0; i < count; i++) {
        y[i] = Math.max(Math.min(x[i], 0), SMALLEST_NORMAL);
      }
      reduce(y, q, rounded, count);
      powersOfTwo(rounded, scale, count);
      for (int i = 0; i < count; i++) {
        y[i] = Math.max(x[i], 0) + a * (scale[i] * q[i] + (scale[i] - 1));
      }
      System.arraycopy(y, 0, out, at, count);
    }
  }

  /**
   * ln(1 + eˣ) = max(x, 0) + ln(1 + e), e = e^−|x|; ln(1 + e) = 2 artanh(e/(e + 2)), a minimax fit.
   */
  void softplus(double[] out, double[] in) {
    for (int at = 0; at < in.length; at += TILE) {
      int count = load(in, at);
      for (int i = 0; i < count; i++) {
        y[i] = Math.max(-Math.abs(x[i]), SMALLEST_NORMAL);
      }
      reduce(y, q, rounded, count);
      powersOfTwo(rounded, scale, count);
      for (int i = 0; i < count; i++) {
        double e = scale[i] * q[i] + scale[i];
        double w = e / (e + 2);
        double z = w * w;
        y[i] =
            Math.max(x[i], 0)
                + 2
                    * w
                    * (1
                        + z
                            * (0.3333333333333333
                                + z
                                    * (0.20000000000000134
                                        + z
                                            * (0.14285714285687826
                                                + z
                                                    * (0.11111111113820867
                                                        + z
                                                            * (0.09090908926090614
                                                                + z
                                                                    * (0.0769231411063232
                                                                        + z
                                                                            * (0.06666499760192586
                                                                                + z
                                                                                    * (0.05885309277624154
                                                                                        + z
                                                                                            * (0.05227473757765432
                                                                                                + z
                                                                                                    * (0.050490927343170296
                                                                                                        + z
                                                                                                            * (0.02892704498833825
                                                                                                                + z
                                                                                                                    * 0.08036283067339135))))))))))));
      }
      System.arraycopy(y, 0, out, at, count);
    }
  }

  /** Copies a tile to {@link #x}, from index 0 on: loops over two offsets are not vectorised. */
  private int load(double[] in, int at) {
    int count = Math.min(TILE, in.length - at);
    System.arraycopy(in, at, x, 0, count);
    return count;
  }

  /** q = e^r − 1, and n in the lowest bits of rounded. */
  private static void reduce(double[] x, double[] q, double[] rounded, int count) {
    for (int i = 0; i < count; i++) {
      double t = x[i] * LOG2_E + ROUND;
      double n = t - ROUND;
      double r = x[i] - n * LN2_HIGH - n * LN2_LOW;
      rounded[i] = t;
      q[i] =
          r
              + r
                  * r
                  * (0.5
                      + r
                          * (0.1666666666666667
                              + r
                                  * (0.04166666666666667
                                      + r
                                          * (0.008333333333326112
                                              + r
                                                  * (0.0013888888888883733
                                                      + r
                                                          * (0.0001984126987490126
                                                              + r
                                                                  * (2.4801587325605324e-05
                                                                      + r
                                                                          * (2.7557255297969643e-06
                                                                              + r
                                                                                  * (2.755727357010214e-07
                                                                                      + r
                                                                                          * (2.5105259538448494e-08
                                                                                              + r
                                                                                                  * 2.0914717341716378e-09))))))))));
    }
  }

  private void powersOfTwo(double[] exponents, double[] powers, int count) {
    if (count < FEW) {
      for (int i = 0; i < count; i++) {
        powers[i] =
            Double.longBitsToDouble(
                (Double.doubleToRawLongBits(exponents[i]) + BIAS) << MANTISSA_BITS);
      }
      return;
    }
    numbers.put(0, exponents, 0, count);
    integers.get(0, bits, 0, count);
    for (int i = 0; i < count; i++) {
      bits[i] = (bits[i] + BIAS) << MANTISSA_BITS;
    }
    integers.put(0, bits, 0, count);
    numbers.get(0, powers, 0, count);
  }
}
