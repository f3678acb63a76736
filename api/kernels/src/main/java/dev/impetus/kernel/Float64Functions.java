// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;

/**
 * eˣ and functions made of it, for stretches of arrays of {@code double}, in loops that C2
 * vectorises: four to a hundred times faster than a loop over {@link Math}'s. Errors are given in
 * units in the last place. A NaN gives NaN; infinities give the limits.
 *
 * <p>e^x = 2ⁿ e^r with n = round(x / ln 2) and |r| ≤ ln 2 / 2; e^r − 1 is a polynomial, a minimax
 * fit. C2 of JDK 17 has no vector instruction for {@code Double.longBitsToDouble}, so 2ⁿ is made of
 * its bits by copying tiles through a buffer that is seen as numbers and as integers. It does
 * vectorise {@link Math#fma}, which every processor with AVX2 or NEON has.
 *
 * <p>An object owns working arrays: one for each thread. Calls allocate nothing.
 */
public final class Float64Functions {

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

  private static final long INFINITE_BITS = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  /** From here on eˣ is infinite. */
  private static final double LARGEST = 710;

  /** Down to here eˣ is not 0. */
  private static final double SMALLEST = -746;

  /** Between these, powers of two need no second factor; activations stand still beyond. */
  private static final double LARGEST_NORMAL = 708;

  private static final double SMALLEST_NORMAL = -708;

  /** Where the sigmoid is 0 for long: keeps infinities out of products with it. */
  private static final double SATURATED = -1000;

  /** Takes positive numbers to 1 or beyond, but for those whose eˣ rounds to 1. */
  private static final double HUGE = 1e300;

  private final double[] x = new double[TILE];
  private final double[] y = new double[TILE];
  private final double[] q = new double[TILE];
  private final double[] scale = new double[TILE];
  private final double[] scale2 = new double[TILE];
  private final double[] rounded = new double[TILE];
  private final double[] rounded2 = new double[TILE];
  private final long[] bits = new long[TILE];
  private final long[] otherBits = new long[TILE];
  private final DoubleBuffer numbers;
  private final LongBuffer integers;

  /** With working arrays of its own, about 20 KiB. */
  public Float64Functions() {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(TILE * Double.BYTES).order(ByteOrder.nativeOrder());
    numbers = bytes.asDoubleBuffer();
    integers = bytes.asLongBuffer();
  }

  /**
   * tanh x, to 3 units in the last place; never beyond ±1. e/(e + 2) with e = e²ˣ − 1; beyond 20 it
   * rounds to 1.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void tanh(double[] in, int inFrom, double[] out, int outFrom, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      clamp(x, y, -20, 20, tile);
      twice(y, tile);
      reduce(y, q, rounded, tile);
      powersOfTwo(rounded, scale, tile);
      tanh(q, scale, y, tile);
      store(out, outFrom, done, tile);
    }
  }

  private static void twice(double[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = 2 * y[i];
    }
  }

  private static void tanh(double[] q, double[] scale, double[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      double e = Math.fma(scale[i], q[i], scale[i] - 1);
      y[i] = e / (e + 2);
    }
  }

  /**
   * 1/(1 + e⁻ˣ), by {@link #sigmoid}: an inexact one would save little here.
   *
   * @param x arguments, replaced by the values
   */
  public void gate(double[] x, int count) {
    sigmoid(x, 0, x, 0, count);
  }

  /**
   * eˣ, to 2 units in the last place where it is a normal number; gradually to 0 below, infinite
   * above. 2ⁿ comes as two factors, because n may be beyond the exponents.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void exp(double[] in, int inFrom, double[] out, int outFrom, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      clamp(x, y, SMALLEST, LARGEST, tile);
      reduce(y, q, rounded, tile);
      halve(rounded, rounded2, tile);
      powersOfTwo(rounded, scale, tile);
      powersOfTwo(rounded2, scale2, tile);
      scaled(q, scale, scale2, y, tile);
      store(out, outFrom, done, tile);
    }
  }

  private static void clamp(double[] x, double[] y, double low, double high, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = Math.min(Math.max(x[i], low), high);
    }
  }

  /** Two exponents whose sum is the one given. */
  private static void halve(double[] rounded, double[] rounded2, int tile) {
    for (int i = 0; i < tile; i++) {
      double n = rounded[i] - ROUND;
      double half = Math.fma(n, 0.5f, ROUND);
      rounded[i] = half;
      rounded2[i] = n - (half - ROUND) + ROUND;
    }
  }

  private static void scaled(double[] q, double[] scale, double[] scale2, double[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = Math.fma(scale[i], q[i], scale[i]) * scale2[i];
    }
  }

  /**
   * 1/(1 + e⁻ˣ) = eˣ/(1 + eˣ), to 3 units in the last place from -700 on; below it tends to the
   * smallest normal number.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void sigmoid(double[] in, int inFrom, double[] out, int outFrom, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      sigmoid(tile);
      store(out, outFrom, done, tile);
    }
  }

  private void sigmoid(int tile) {
    clamp(x, y, SMALLEST_NORMAL, LARGEST_NORMAL, tile);
    reduce(y, q, rounded, tile);
    powersOfTwo(rounded, scale, tile);
    logistic(q, scale, y, tile);
  }

  private static void logistic(double[] q, double[] scale, double[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      double e = Math.fma(scale[i], q[i], scale[i]);
      y[i] = e / (1 + e);
    }
  }

  /**
   * x/(1 + e⁻ˣ), to 3 units in the last place where it is not below 10⁻³⁰ of x.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void swish(double[] in, int inFrom, double[] out, int outFrom, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      sigmoid(tile);
      swish(x, y, tile);
      store(out, outFrom, done, tile);
    }
  }

  private static void swish(double[] x, double[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = Math.max(x[i], SATURATED) * y[i];
    }
  }

  /**
   * The derivative of swish, s + x s (1 − s) with s = 1/(1 + e⁻ˣ). It has a zero near −1.28, around
   * which its error is that of its terms: about 2 units in the last place of 0.28.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void swishDerivative(double[] in, int inFrom, double[] out, int outFrom, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      clamp(x, y, SMALLEST_NORMAL, LARGEST_NORMAL, tile);
      reduce(y, q, rounded, tile);
      powersOfTwo(rounded, scale, tile);
      swishDerivative(x, q, scale, y, tile);
      store(out, outFrom, done, tile);
    }
  }

  private static void swishDerivative(
      double[] x, double[] q, double[] scale, double[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      double e = Math.fma(scale[i], q[i], scale[i]);
      double oneMinusS = 1 / (1 + e);
      double s = e * oneMinusS;
      double bounded = Math.min(Math.max(x[i], SATURATED), -SATURATED);
      y[i] = Math.fma(bounded * s, oneMinusS, s);
    }
  }

  /**
   * x where positive, else a (eˣ − 1), to 2 units in the last place.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   * @param a minus the limit at −∞
   */
  public void elu(double[] in, int inFrom, double[] out, int outFrom, int count, double a) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      clamp(x, y, SMALLEST_NORMAL, 0, tile);
      reduce(y, q, rounded, tile);
      powersOfTwo(rounded, scale, tile);
      elu(x, q, scale, y, a, tile);
      store(out, outFrom, done, tile);
    }
  }

  private static void elu(double[] x, double[] q, double[] scale, double[] y, double a, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = Math.fma(a, Math.fma(scale[i], q[i], scale[i] - 1), Math.max(x[i], 0));
    }
  }

  /**
   * ln(1 + eˣ), to 3 units in the last place from -700 on; below it tends to the smallest normal
   * number. max(x, 0) + ln(1 + e) with e = e^−|x|; ln(1 + e) = 2 artanh(e/(e + 2)), a minimax fit.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void softplus(double[] in, int inFrom, double[] out, int outFrom, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      minusMagnitude(x, y, tile);
      reduce(y, q, rounded, tile);
      powersOfTwo(rounded, scale, tile);
      softplus(x, q, scale, y, tile);
      store(out, outFrom, done, tile);
    }
  }

  /**
   * {@link #softplus}, with the same bits, and its derivative 1/(1 + e⁻ˣ), which needs no
   * exponential of its own: with e = e^−|x| it is e/(1 + e) below zero and 1/(1 + e) above, to 3
   * units in the last place from -700 on; below it tends to the smallest normal number.
   *
   * @param in arguments, from {@code inFrom} on
   * @param values from {@code outFrom} on; may be {@code in} itself
   * @param slopes from {@code outFrom} on; may be {@code in} itself, not {@code values}
   */
  public void softplusAndSigmoid(
      double[] in, int inFrom, double[] values, double[] slopes, int outFrom, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      minusMagnitude(x, y, tile);
      reduce(y, q, rounded, tile);
      powersOfTwo(rounded, scale, tile);
      softplus(x, q, scale, y, tile);
      store(values, outFrom, done, tile);
      sigmoidOfMagnitude(x, q, scale, y, tile);
      store(slopes, outFrom, done, tile);
    }
  }

  private static void sigmoidOfMagnitude(
      double[] x, double[] q, double[] scale, double[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      double e = Math.fma(scale[i], q[i], scale[i]);
      // 1 for positive numbers, else e; a conditional expression would not be vectorised.
      double numerator = Math.max(e, Math.min(x[i] * HUGE, 1));
      y[i] = numerator / (1 + e);
    }
  }

  private static void minusMagnitude(double[] x, double[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = Math.max(-Math.abs(x[i]), SMALLEST_NORMAL);
    }
  }

  private static void softplus(double[] x, double[] q, double[] scale, double[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      double e = Math.fma(scale[i], q[i], scale[i]);
      double w = e / (e + 2);
      double z = w * w;
      double p = Math.fma(z, 0.08036283067339135, 0.02892704498833825);
      p = Math.fma(z, p, 0.050490927343170296);
      p = Math.fma(z, p, 0.05227473757765432);
      p = Math.fma(z, p, 0.05885309277624154);
      p = Math.fma(z, p, 0.06666499760192586);
      p = Math.fma(z, p, 0.0769231411063232);
      p = Math.fma(z, p, 0.09090908926090614);
      p = Math.fma(z, p, 0.11111111113820867);
      p = Math.fma(z, p, 0.14285714285687826);
      p = Math.fma(z, p, 0.20000000000000134);
      p = Math.fma(z, p, 0.3333333333333333);
      double twice = w + w;
      y[i] = Math.max(x[i], 0) + Math.fma(twice * z, p, twice);
    }
  }

  /**
   * x where v is positive, else 0; a NaN in v is not positive. On the bits, since a conditional
   * expression would be a branch, and a factor of 0 would not drop infinities and NaN of x.
   *
   * @param out may be {@code x} or {@code v}
   */
  public void reluSlope(double[] out, double[] x, double[] v, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = Math.min(TILE, count - done);
      if (tile < FEW) {
        for (int i = done; i < done + tile; i++) {
          out[i] = v[i] > 0 ? x[i] : 0;
        }
        return;
      }
      numbers.put(0, v, done, tile);
      integers.get(0, otherBits, 0, tile);
      numbers.put(0, x, done, tile);
      integers.get(0, bits, 0, tile);
      selectPositive(bits, otherBits, tile);
      integers.put(0, bits, 0, tile);
      numbers.get(0, out, done, tile);
    }
  }

  /** Zero for x where the bits of v are not those of a positive number. */
  private static void selectPositive(long[] x, long[] v, int tile) {
    for (int i = 0; i < tile; i++) {
      // The sign is set for v > 0, whose bits go up to those of infinity; of -0.0 its own is.
      long positive = -v[i] & ~v[i] & (v[i] - (INFINITE_BITS + 1));
      x[i] &= positive >> 63;
    }
  }

  /** Copies a tile to {@link #x}, from index 0 on: loops over two offsets are not vectorised. */
  private int load(double[] in, int inFrom, int done, int count) {
    int tile = Math.min(TILE, count - done);
    System.arraycopy(in, inFrom + done, x, 0, tile);
    return tile;
  }

  private void store(double[] out, int outFrom, int done, int tile) {
    System.arraycopy(y, 0, out, outFrom + done, tile);
  }

  /** q = e^r − 1, and n in the lowest bits of rounded. */
  private static void reduce(double[] x, double[] q, double[] rounded, int tile) {
    for (int i = 0; i < tile; i++) {
      double t = Math.fma(x[i], LOG2_E, ROUND);
      double n = t - ROUND;
      double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x[i]));
      rounded[i] = t;
      double p = Math.fma(r, 2.0914717341716378e-09, 2.5105259538448494e-08);
      p = Math.fma(r, p, 2.755727357010214e-07);
      p = Math.fma(r, p, 2.7557255297969643e-06);
      p = Math.fma(r, p, 2.4801587325605324e-05);
      p = Math.fma(r, p, 0.0001984126987490126);
      p = Math.fma(r, p, 0.0013888888888883733);
      p = Math.fma(r, p, 0.008333333333326112);
      p = Math.fma(r, p, 0.04166666666666667);
      p = Math.fma(r, p, 0.1666666666666667);
      p = Math.fma(r, p, 0.5);
      q[i] = Math.fma(r * r, p, r);
    }
  }

  private void powersOfTwo(double[] exponents, double[] powers, int tile) {
    if (tile < FEW) {
      for (int i = 0; i < tile; i++) {
        powers[i] =
            Double.longBitsToDouble(
                (Double.doubleToRawLongBits(exponents[i]) + BIAS) << MANTISSA_BITS);
      }
      return;
    }
    numbers.put(0, exponents, 0, tile);
    integers.get(0, bits, 0, tile);
    for (int i = 0; i < tile; i++) {
      bits[i] = (bits[i] + BIAS) << MANTISSA_BITS;
    }
    integers.put(0, bits, 0, tile);
    numbers.get(0, powers, 0, tile);
  }
}
