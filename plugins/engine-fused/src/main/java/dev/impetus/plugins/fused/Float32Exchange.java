// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/** For arrays of float. */
final class Float32Exchange implements Exchange {

  private static final int PIECE = 1024;

  private final float[] array;
  private final float[] addend;
  private final float[] sum;

  Float32Exchange(float[] array) {
    this.array = array;
    this.addend = new float[Math.min(PIECE, array.length)];
    this.sum = new float[addend.length];
  }

  @Override
  public void read(StateVector source, int offset) {
    Float32State state = (Float32State) source;
    System.arraycopy(state.array(), state.offset() + offset, array, 0, array.length);
  }

  @Override
  public void write(StateVector target, int offset) {
    Float32State state = (Float32State) target;
    System.arraycopy(array, 0, state.array(), state.offset() + offset, array.length);
  }

  /** By pieces that start at index 0, because loops over two offsets are not vectorised. */
  @Override
  public void add(StateVector target, int offset) {
    Float32State state = (Float32State) target;
    float[] to = state.array();
    int start = state.offset() + offset;
    for (int at = 0; at < array.length; at += PIECE) {
      int count = Math.min(PIECE, array.length - at);
      System.arraycopy(array, at, addend, 0, count);
      System.arraycopy(to, start + at, sum, 0, count);
      for (int i = 0; i < count; i++) {
        sum[i] += addend[i];
      }
      System.arraycopy(sum, 0, to, start + at, count);
    }
  }

  @Override
  public void fillWithZeros() {
    Arrays.fill(array, 0);
  }
}
