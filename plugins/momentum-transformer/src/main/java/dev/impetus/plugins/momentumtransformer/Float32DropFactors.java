// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Makes factors of decisions. Bits go through a buffer: C2 of JDK 17 has no vector instruction for
 * {@code Float.intBitsToFloat}, nor for making floats of integers.
 */
final class Float32DropFactors {

  private final int[] bits = new int[DropDecisions.TILE];
  private final FloatBuffer numbers;
  private final IntBuffer integers;

  Float32DropFactors() {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(DropDecisions.TILE * Float.BYTES).order(ByteOrder.nativeOrder());
    numbers = bytes.asFloatBuffer();
    integers = bytes.asIntBuffer();
  }

  /** out ← the factor where all bits of {@code kept} are set, 0 where none is. */
  void fill(float[] out, int[] kept, double factor, int count) {
    select(bits, kept, Float.floatToRawIntBits((float) factor), count);
    integers.put(0, bits, 0, count);
    numbers.get(0, out, 0, count);
  }

  private static void select(int[] out, int[] kept, int bits, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = kept[i] & bits;
    }
  }
}
