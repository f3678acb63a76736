// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.Float32Denormals;
import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/** For arrays of float. */
final class Float32Exchange implements Exchange {

  private static final int PIECE = 1024;

  /** Products of these with Jacobians of usual size come near the smallest normal number. */
  private static final float TINY = 0x1p-64f;

  /** Lifts the smallest denormal number well above it, and what is tiny not to 1. */
  private static final float UP = 0x1p48f;

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

  @Override
  public void add(StateVector target, int offset) {
    add(target, offset, 1);
  }

  /** By pieces that start at index 0, because loops over two offsets are not vectorised. */
  private void add(StateVector target, int offset, float scale) {
    Float32State state = (Float32State) target;
    float[] to = state.array();
    int start = state.offset() + offset;
    for (int at = 0; at < array.length; at += PIECE) {
      int count = piece(at, scale);
      System.arraycopy(to, start + at, sum, 0, count);
      for (int i = 0; i < count; i++) {
        sum[i] += addend[i];
      }
      System.arraycopy(sum, 0, to, start + at, count);
    }
  }

  private int piece(int at, float scale) {
    int count = Math.min(PIECE, array.length - at);
    System.arraycopy(array, at, addend, 0, count);
    if (scale != 1) {
      Float32Loops.scale(addend, addend, scale, 0, count);
      Float32Denormals.flush(addend, 0, count);
    }
    return count;
  }

  @Override
  public boolean isTiny() {
    for (float number : array) {
      // Not the other way round: NaN is not tiny.
      if (!(Math.abs(number) < TINY)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void scaleUp() {
    Float32Loops.scale(array, array, UP, 0, array.length);
  }

  @Override
  public void flush() {
    Float32Denormals.flush(array, 0, array.length);
  }

  @Override
  public void writeScaledDown(StateVector target, int offset) {
    Float32State state = (Float32State) target;
    for (int at = 0; at < array.length; at += PIECE) {
      int count = piece(at, 1 / UP);
      System.arraycopy(addend, 0, state.array(), state.offset() + offset + at, count);
    }
  }

  @Override
  public void addScaledDown(StateVector target, int offset) {
    add(target, offset, 1 / UP);
  }

  @Override
  public void fillWithZeros() {
    Arrays.fill(array, 0);
  }
}
