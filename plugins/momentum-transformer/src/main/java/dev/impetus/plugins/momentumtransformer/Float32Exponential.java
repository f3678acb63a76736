// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * eˣ of exponents that are not positive but for rounding, in place, at 0.7 ns a number and to 2
 * units in the last place. Exponents below -80 give something around e⁻⁸⁰: such weights are nothing
 * beside one of 1, and no denormal number comes out. NaN stays NaN and infinity becomes it, so that
 * a diverged computation shows.
 *
 * <p>Without {@code Math.max}: C2 of JDK 17 makes a vector instruction of it only where one call
 * site has most of all its calls in the process, else a branch that takes ten times as long. Bounds
 * are set on the bits of the power of two instead, which are needed as integers anyway.
 */
final class Float32Exponential {

  private static final int TILE = 1024;
  private static final float LOG2_E = 1.442695f;

  /** ln 2 in two parts; the first has 16 bits, so that its product with an exponent is exact. */
  private static final float LN2_HIGH = 0.69314575f;

  private static final float LN2_LOW = 1.4286068e-6f;

  /** 1.5 · 2²³: added to a small number it rounds it to an integer, in the lowest bits. */
  private static final float ROUND = 12582912f;

  private static final int MANTISSA_BITS = 23;
  private static final int BIAS = 127;
  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  /** Of two: that of e⁻⁸⁰. */
  private static final int LOWEST = -115;

  private static final float LOW = -80;

  /** Below it sums with {@link #ROUND} are no longer rounded to integers. */
  private static final float FARTHEST = 0x1p23f;

  private static final int FARTHEST_BITS = Float.floatToRawIntBits(FARTHEST);

  private final float[] x = new float[TILE];
  private final float[] q = new float[TILE];
  private final float[] scale = new float[TILE];
  private final int[] bits = new int[TILE];
  private final FloatBuffer numbers;
  private final IntBuffer integers;

  Float32Exponential() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(TILE * Float.BYTES).order(ByteOrder.nativeOrder());
    numbers = bytes.asFloatBuffer();
    integers = bytes.asIntBuffer();
  }

  /** x ← eˣ, x below 80. */
  void apply(float[] exponents, int count) {
    for (int done = 0; done < count; done += TILE) {
      int tile = Math.min(TILE, count - done);
      System.arraycopy(exponents, done, x, 0, tile);
      if (raise(tile) < 0) {
        // Rare: there is a number below -2.9 million.
        for (int i = 0; i < tile; i++) {
          x[i] = Math.fma(x[i], LOG2_E, ROUND) < FARTHEST ? LOW : x[i];
        }
        raise(tile);
      }
      System.arraycopy(q, 0, exponents, done, tile);
    }
  }

  /** q = eˣ. */
  private int raise(int tile) {
    reduce(x, q, scale, tile);
    numbers.put(0, scale, 0, tile);
    integers.get(0, bits, 0, tile);
    int beyond = toPowers(bits, tile);
    integers.put(0, bits, 0, tile);
    numbers.get(0, scale, 0, tile);
    multiply(scale, q, tile);
    return beyond;
  }

  /** q = e^r - 1, and n in the lowest bits of rounded, for x = n ln 2 + r. */
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

  /**
   * The bits of 2ⁿ, or of 2 to the {@link #LOWEST} for n below.
   *
   * @return below 0 if a number was too far below 0 for the rounding that n comes from
   */
  private static int toPowers(int[] bits, int tile) {
    int beyond = 0;
    for (int i = 0; i < tile; i++) {
      int above = bits[i] - (ROUND_BITS + LOWEST);
      beyond |= bits[i] | (bits[i] - FARTHEST_BITS);
      bits[i] = ((above & ~(above >> 31)) + (BIAS + LOWEST)) << MANTISSA_BITS;
    }
    return beyond;
  }

  private static void multiply(float[] scale, float[] q, int tile) {
    for (int i = 0; i < tile; i++) {
      q[i] = Math.fma(scale[i], q[i], scale[i]);
    }
  }
}
