// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * eˣ of exponents that are not positive but for rounding, in place, at 0.5 ns a number and to 2
 * units in the last place. Exponents below -80 count as -80: such weights are nothing beside one of
 * 1, and no denormal number comes out. NaN stays NaN and infinity becomes it, so that a diverged
 * computation shows.
 *
 * <p>Without {@code Math.max}: C2 of JDK 17 makes a vector instruction of it only where one call
 * site has most of all its calls in the process, else a branch that takes ten times as long. Bounds
 * are set on the bits instead, which are needed as integers anyway.
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

  /** Of -80; the bits of negative numbers grow with their magnitude. */
  private static final int LOWEST_BITS = Float.floatToRawIntBits(-80f);

  /** Of minus infinity; behind it come those of NaN with a sign. */
  private static final int INFINITE_BITS = Float.floatToRawIntBits(Float.NEGATIVE_INFINITY);

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
      numbers.put(0, exponents, done, tile);
      integers.get(0, bits, 0, tile);
      raise(bits, tile);
      integers.put(0, bits, 0, tile);
      numbers.get(0, x, 0, tile);
      reduce(x, q, scale, tile);
      numbers.put(0, scale, 0, tile);
      integers.get(0, bits, 0, tile);
      toExponents(bits, tile);
      integers.put(0, bits, 0, tile);
      numbers.get(0, scale, 0, tile);
      multiply(scale, q, tile);
      System.arraycopy(q, 0, exponents, done, tile);
    }
  }

  /**
   * The bits of the lowest exponent instead of those of negative numbers below it; NaN with a sign,
   * which is what processors make of ∞ - ∞, is left alone.
   */
  private static void raise(int[] bits, int tile) {
    for (int i = 0; i < tile; i++) {
      int own = bits[i];
      int back = LOWEST_BITS - own;
      // Signs are joined before one shift: with a shift of each C2 makes no vectors of this.
      bits[i] = own + (back & ((back & own & (own - (INFINITE_BITS + 1))) >> 31));
    }
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

  private static void toExponents(int[] bits, int tile) {
    for (int i = 0; i < tile; i++) {
      bits[i] = (bits[i] + BIAS) << MANTISSA_BITS;
    }
  }

  private static void multiply(float[] scale, float[] q, int tile) {
    for (int i = 0; i < tile; i++) {
      q[i] = Math.fma(scale[i], q[i], scale[i]);
    }
  }
}
