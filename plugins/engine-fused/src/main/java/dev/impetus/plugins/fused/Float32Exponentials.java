// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * eˣ and functions made of it, in loops that C2 vectorises. e^x = 2ⁿ e^r with n = round(x / ln 2)
 * and |r| ≤ ln 2 / 2; e^r − 1 is a polynomial, a minimax fit. C2 of JDK 17 has no vector
 * instruction for {@code Float.intBitsToFloat}, so 2ⁿ is made of its bits by copying whole tiles
 * through a buffer that is seen as numbers and as integers. Not for use by two threads.
 */
final class Float32Exponentials {

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

  /** From here on eˣ is infinite. */
  private static final float LARGEST = 89.5f;

  /** Down to here eˣ is not 0. */
  private static final float SMALLEST = -104f;

  /** Between these, powers of two need no second factor; activations stand still beyond. */
  private static final float LARGEST_NORMAL = 88f;

  private static final float SMALLEST_NORMAL = -87f;

  /** Where the sigmoid is 0 for long: keeps infinities out of products with it. */
  private static final float SATURATED = -1000;

  private final float[] x = new float[TILE];
  private final float[] y = new float[TILE];
  private final float[] q = new float[TILE];
  private final float[] scale = new float[TILE];
  private final float[] scale2 = new float[TILE];
  private final float[] rounded = new float[TILE];
  private final float[] rounded2 = new float[TILE];
  private final int[] bits = new int[TILE];
  private final FloatBuffer numbers;
  private final IntBuffer integers;

  Float32Exponentials() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(TILE * Float.BYTES).order(ByteOrder.nativeOrder());
    numbers = bytes.asFloatBuffer();
    integers = bytes.asIntBuffer();
  }

  /**
   * tanh x = x P(x²)/Q(x²), P and Q of degree 4, a minimax fit of the relative error (2.1e-8) up to
   * where tanh x rounds to 1.
   */
  void tanh(float[] out, float[] in) {
    for (int i = 0; i < out.length; i++) {
      float x = Math.min(Math.max(in[i], -9.02f), 9.02f);
      float z = x * x;
      float p =
          1f + z * (0.13379718f + z * (0.0034940343f + z * (0.00002058348f + z * 1.331907e-8f)));
      float q =
          1 + z * (0.46713033f + z * (0.025871074f + z * (0.00032830928f + z * 7.762019e-7f)));
      out[i] = Math.min(Math.max(x * p / q, -1), 1);
    }
  }

  /** eˣ over its whole range: 2ⁿ as two factors, because n may be beyond the exponents. */
  void exp(float[] out, float[] in) {
    for (int at = 0; at < in.length; at += TILE) {
      int count = load(in, at);
      for (int i = 0; i < count; i++) {
        x[i] = Math.min(Math.max(x[i], SMALLEST), LARGEST);
      }
      reduce(x, q, rounded, count);
      for (int i = 0; i < count; i++) {
        float n = rounded[i] - ROUND;
        float half = n * 0.5f + ROUND;
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
  void sigmoid(float[] out, float[] in) {
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
  void swish(float[] out, float[] in) {
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
  void swishDerivative(float[] out, float[] in) {
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
  void elu(float[] out, float[] in, float a) {
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
  void softplus(float[] out, float[] in) {
    for (int at = 0; at < in.length; at += TILE) {
      int count = load(in, at);
      for (int i = 0; i < count; i++) {
        y[i] = Math.max(-Math.abs(x[i]), SMALLEST_NORMAL);
      }
      reduce(y, q, rounded, count);
      powersOfTwo(rounded, scale, count);
      for (int i = 0; i < count; i++) {
        float e = scale[i] * q[i] + scale[i];
        float w = e / (e + 2);
        float z = w * w;
        y[i] =
            Math.max(x[i], 0)
                + 2
                    * w
                    * (1f
                        + z
                            * (0.3333334f
                                + z
                                    * (0.19999357f
                                        + z * (0.14310104f + z * (0.1069928f + z * 0.12196954f)))));
      }
      System.arraycopy(y, 0, out, at, count);
    }
  }

  /** Copies a tile to {@link #x}, from index 0 on: loops over two offsets are not vectorised. */
  private int load(float[] in, int at) {
    int count = Math.min(TILE, in.length - at);
    System.arraycopy(in, at, x, 0, count);
    return count;
  }

  /** q = e^r − 1, and n in the lowest bits of rounded. */
  private static void reduce(float[] x, float[] q, float[] rounded, int count) {
    for (int i = 0; i < count; i++) {
      float t = x[i] * LOG2_E + ROUND;
      float n = t - ROUND;
      float r = x[i] - n * LN2_HIGH - n * LN2_LOW;
      rounded[i] = t;
      q[i] =
          r
              + r
                  * r
                  * (0.5f
                      + r
                          * (0.16666576f
                              + r * (0.041666552f + r * (0.008363203f + r * 0.0013926213f))));
    }
  }

  private void powersOfTwo(float[] exponents, float[] powers, int count) {
    if (count < FEW) {
      for (int i = 0; i < count; i++) {
        powers[i] =
            Float.intBitsToFloat((Float.floatToRawIntBits(exponents[i]) + BIAS) << MANTISSA_BITS);
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
