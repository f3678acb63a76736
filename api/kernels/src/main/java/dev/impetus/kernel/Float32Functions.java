// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * eˣ and functions made of it, for stretches of arrays of {@code float}, in loops that C2
 * vectorises: four to a hundred times faster than a loop over {@link Math}'s. Errors are given in
 * units in the last place. A NaN gives NaN; infinities give the limits.
 *
 * <p>e^x = 2ⁿ e^r with n = round(x / ln 2) and |r| ≤ ln 2 / 2; e^r − 1 is a polynomial, a minimax
 * fit. C2 of JDK 17 has no vector instruction for {@code Float.intBitsToFloat}, so 2ⁿ is made of
 * its bits by copying tiles through a buffer that is seen as numbers and as integers. It does
 * vectorise {@link Math#fma}, which every processor with AVX2 or NEON has.
 *
 * <p>An object owns working arrays: one for each thread. Calls allocate nothing.
 */
public final class Float32Functions {

  /** Numbers that are worked on together: the working arrays stay in the first-level cache. */
  private static final int TILE = 512;

  /** Below this many numbers copying through the buffer costs more than it saves. */
  private static final int FEW = 48;

  private static final float LOG2_E = 1.442695f;

  /** ln 2 in two parts; the first has 16 bits, so that its product with an exponent is exact. */
  private static final float LN2_HIGH = 0.69314575f;

  private static final float LN2_LOW = 1.4286068e-6f;

  /** 1.5 · 2²³: added to a small number it rounds it to an integer, in the lowest bits. */
  private static final float ROUND = 12582912f;

  private static final int MANTISSA_BITS = 23;
  private static final int BIAS = 127;

  private static final int INFINITE_BITS = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  /** From here on eˣ is infinite. */
  private static final float LARGEST = 89.5f;

  /** Down to here eˣ is not 0. */
  private static final float SMALLEST = -104f;

  /** Between these, powers of two need no second factor; activations stand still beyond. */
  private static final float LARGEST_NORMAL = 88f;

  private static final float SMALLEST_NORMAL = -87f;

  /** Where the sigmoid is 0 for long: keeps infinities out of products with it. */
  private static final float SATURATED = -1000;

  /** Takes positive numbers to 1 or beyond, but for those whose eˣ rounds to 1. */
  private static final float HUGE = 1e30f;

  private final float[] x = new float[TILE];
  private final float[] y = new float[TILE];
  private final float[] q = new float[TILE];
  private final float[] scale = new float[TILE];
  private final float[] scale2 = new float[TILE];
  private final float[] rounded = new float[TILE];
  private final float[] rounded2 = new float[TILE];
  private final int[] bits = new int[TILE];
  private final int[] otherBits = new int[TILE];
  private final FloatBuffer numbers;
  private final IntBuffer integers;

  /** With working arrays of its own, about 20 KiB. */
  public Float32Functions() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(TILE * Float.BYTES).order(ByteOrder.nativeOrder());
    numbers = bytes.asFloatBuffer();
    integers = bytes.asIntBuffer();
  }

  /**
   * tanh x, to 4 units in the last place; never beyond ±1. x P(x²)/Q(x²), P and Q of degree 4, a
   * minimax fit of the relative error (2.1e-8) up to 9.02. Beyond 8.2, where this expression
   * reaches 1, it stands still.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void tanh(float[] in, int inFrom, float[] out, int outFrom, int count) {
    if (inFrom == outFrom) {
      tanh(in, out, inFrom, inFrom + count);
      return;
    }
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      tanh(x, y, 0, tile);
      store(out, outFrom, done, tile);
    }
  }

  private static void tanh(float[] in, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = Math.min(Math.max(in[i], -8.2f), 8.2f);
      float z = x * x;
      float p = Math.fma(z, 1.331907e-8f, 0.00002058348f);
      p = Math.fma(z, p, 0.0034940343f);
      p = Math.fma(z, p, 0.13379718f);
      p = Math.fma(z, p, 1f);
      float q = Math.fma(z, 7.762019e-7f, 0.00032830928f);
      q = Math.fma(z, q, 0.025871074f);
      q = Math.fma(z, q, 0.46713033f);
      q = Math.fma(z, q, 1f);
      out[i] = x * p / q;
    }
  }

  /**
   * 1/(1 + e⁻ˣ) as 1/2 + tanh(x/2)/2, to 2.4e-7 of 1 instead of to units in the last place, in half
   * the time of the sigmoid: for gates, which multiply what is of another origin. Exactly 0 and 1
   * far out.
   *
   * @param x arguments, replaced by the values
   */
  public void gate(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      float half = Math.min(Math.max(0.5f * x[i], -8.2f), 8.2f);
      float z = half * half;
      float p = Math.fma(z, 1.331907e-8f, 0.00002058348f);
      p = Math.fma(z, p, 0.0034940343f);
      p = Math.fma(z, p, 0.13379718f);
      p = Math.fma(z, p, 1f);
      float q = Math.fma(z, 7.762019e-7f, 0.00032830928f);
      q = Math.fma(z, q, 0.025871074f);
      q = Math.fma(z, q, 0.46713033f);
      q = Math.fma(z, q, 1f);
      x[i] = 0.5f + 0.5f * (half * p / q);
    }
  }

  /**
   * eˣ, to 1 units in the last place where it is a normal number; gradually to 0 below, infinite
   * above. 2ⁿ comes as two factors, because n may be beyond the exponents.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void exp(float[] in, int inFrom, float[] out, int outFrom, int count) {
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

  private static void clamp(float[] x, float[] y, float low, float high, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = Math.min(Math.max(x[i], low), high);
    }
  }

  /** Two exponents whose sum is the one given. */
  private static void halve(float[] rounded, float[] rounded2, int tile) {
    for (int i = 0; i < tile; i++) {
      float n = rounded[i] - ROUND;
      float half = Math.fma(n, 0.5f, ROUND);
      rounded[i] = half;
      rounded2[i] = n - (half - ROUND) + ROUND;
    }
  }

  private static void scaled(float[] q, float[] scale, float[] scale2, float[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = Math.fma(scale[i], q[i], scale[i]) * scale2[i];
    }
  }

  /**
   * 1/(1 + e⁻ˣ) = eˣ/(1 + eˣ), to 2 units in the last place from -86 on; below it tends to the
   * smallest normal number.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void sigmoid(float[] in, int inFrom, float[] out, int outFrom, int count) {
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

  private static void logistic(float[] q, float[] scale, float[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      float e = Math.fma(scale[i], q[i], scale[i]);
      y[i] = e / (1 + e);
    }
  }

  /**
   * x/(1 + e⁻ˣ), to 3 units in the last place where it is not below 10⁻³⁰ of x.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void swish(float[] in, int inFrom, float[] out, int outFrom, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      sigmoid(tile);
      swish(x, y, tile);
      store(out, outFrom, done, tile);
    }
  }

  private static void swish(float[] x, float[] y, int tile) {
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
  public void swishDerivative(float[] in, int inFrom, float[] out, int outFrom, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      clamp(x, y, SMALLEST_NORMAL, LARGEST_NORMAL, tile);
      reduce(y, q, rounded, tile);
      powersOfTwo(rounded, scale, tile);
      swishDerivative(x, q, scale, y, tile);
      store(out, outFrom, done, tile);
    }
  }

  private static void swishDerivative(float[] x, float[] q, float[] scale, float[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      float e = Math.fma(scale[i], q[i], scale[i]);
      float oneMinusS = 1 / (1 + e);
      float s = e * oneMinusS;
      float bounded = Math.min(Math.max(x[i], SATURATED), -SATURATED);
      y[i] = Math.fma(bounded * s, oneMinusS, s);
    }
  }

  /**
   * x where positive, else a (eˣ − 1), to 1 units in the last place.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   * @param a minus the limit at −∞
   */
  public void elu(float[] in, int inFrom, float[] out, int outFrom, int count, float a) {
    for (int done = 0; done < count; done += TILE) {
      int tile = load(in, inFrom, done, count);
      clamp(x, y, SMALLEST_NORMAL, 0, tile);
      reduce(y, q, rounded, tile);
      powersOfTwo(rounded, scale, tile);
      elu(x, q, scale, y, a, tile);
      store(out, outFrom, done, tile);
    }
  }

  private static void elu(float[] x, float[] q, float[] scale, float[] y, float a, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = Math.fma(a, Math.fma(scale[i], q[i], scale[i] - 1), Math.max(x[i], 0));
    }
  }

  /**
   * ln(1 + eˣ), to 3 units in the last place from -86 on; below it tends to the smallest normal
   * number. max(x, 0) + ln(1 + e) with e = e^−|x|; ln(1 + e) = 2 artanh(e/(e + 2)), a minimax fit.
   *
   * @param in arguments, from {@code inFrom} on
   * @param out values, from {@code outFrom} on; may be {@code in} itself
   */
  public void softplus(float[] in, int inFrom, float[] out, int outFrom, int count) {
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
   * exponential of its own: with e = e^−|x| it is e/(1 + e) below zero and 1/(1 + e) above, to 2
   * units in the last place from -86 on; below it tends to the smallest normal number.
   *
   * @param in arguments, from {@code inFrom} on
   * @param values from {@code outFrom} on; may be {@code in} itself
   * @param slopes from {@code outFrom} on; may be {@code in} itself, not {@code values}
   */
  public void softplusAndSigmoid(
      float[] in, int inFrom, float[] values, float[] slopes, int outFrom, int count) {
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

  private static void sigmoidOfMagnitude(float[] x, float[] q, float[] scale, float[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      float e = Math.fma(scale[i], q[i], scale[i]);
      // 1 for positive numbers, else e; a conditional expression would not be vectorised.
      float numerator = Math.max(e, Math.min(x[i] * HUGE, 1));
      y[i] = numerator / (1 + e);
    }
  }

  private static void minusMagnitude(float[] x, float[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      y[i] = Math.max(-Math.abs(x[i]), SMALLEST_NORMAL);
    }
  }

  private static void softplus(float[] x, float[] q, float[] scale, float[] y, int tile) {
    for (int i = 0; i < tile; i++) {
      float e = Math.fma(scale[i], q[i], scale[i]);
      float w = e / (e + 2);
      float z = w * w;
      float p = Math.fma(z, 0.12196954f, 0.1069928f);
      p = Math.fma(z, p, 0.14310104f);
      p = Math.fma(z, p, 0.19999357f);
      p = Math.fma(z, p, 0.3333334f);
      float twice = w + w;
      y[i] = Math.max(x[i], 0) + Math.fma(twice * z, p, twice);
    }
  }

  /**
   * x where v is positive, else 0; a NaN in v is not positive. On the bits, since a conditional
   * expression would be a branch, and a factor of 0 would not drop infinities and NaN of x.
   *
   * @param out may be {@code x} or {@code v}
   */
  public void reluSlope(float[] out, float[] x, float[] v, int count) {
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
  private static void selectPositive(int[] x, int[] v, int tile) {
    for (int i = 0; i < tile; i++) {
      // The sign is set for v > 0, whose bits go up to those of infinity; of -0.0 its own is.
      int positive = -v[i] & ~v[i] & (v[i] - (INFINITE_BITS + 1));
      x[i] &= positive >> 31;
    }
  }

  /** Copies a tile to {@link #x}, from index 0 on: loops over two offsets are not vectorised. */
  private int load(float[] in, int inFrom, int done, int count) {
    int tile = Math.min(TILE, count - done);
    System.arraycopy(in, inFrom + done, x, 0, tile);
    return tile;
  }

  private void store(float[] out, int outFrom, int done, int tile) {
    System.arraycopy(y, 0, out, outFrom + done, tile);
  }

  /** q = e^r − 1, and n in the lowest bits of rounded. */
  private static void reduce(float[] x, float[] q, float[] rounded, int tile) {
    for (int i = 0; i < tile; i++) {
      float t = Math.fma(x[i], LOG2_E, ROUND);
      float n = t - ROUND;
      float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x[i]));
      rounded[i] = t;
      float p = Math.fma(r, 0.0013926213f, 0.008363203f);
      p = Math.fma(r, p, 0.041666552f);
      p = Math.fma(r, p, 0.16666576f);
      p = Math.fma(r, p, 0.5f);
      q[i] = Math.fma(r * r, p, r);
    }
  }

  private void powersOfTwo(float[] exponents, float[] powers, int tile) {
    if (tile < FEW) {
      for (int i = 0; i < tile; i++) {
        powers[i] =
            Float.intBitsToFloat((Float.floatToRawIntBits(exponents[i]) + BIAS) << MANTISSA_BITS);
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
