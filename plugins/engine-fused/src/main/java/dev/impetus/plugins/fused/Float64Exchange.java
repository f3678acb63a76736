// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.Float64Denormals;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/** For arrays of double. */
final class Float64Exchange implements Exchange {

  private static final int PIECE = 1024;

  /** Products of these with Jacobians of usual size come near the smallest normal number. */
  private static final double TINY = 0x1p-512;

  /** Lifts the smallest denormal number well above it, and what is tiny not to 1. */
  private static final double UP = 0x1p384;

  private final double[] array;
  private final double[] addend;
  private final double[] sum;

  Float64Exchange(double[] array) {
    this.array = array;
    this.addend = new double[Math.min(PIECE, array.length)];
    this.sum = new double[addend.length];
  }

  @Override
  public void read(StateVector source, int offset) {
    Float64State state = (Float64State) source;
    System.arraycopy(state.array(), state.offset() + offset, array, 0, array.length);
  }

  @Override
  public void write(StateVector target, int offset) {
    Float64State state = (Float64State) target;
    System.arraycopy(array, 0, state.array(), state.offset() + offset, array.length);
  }

  @Override
  public void add(StateVector target, int offset) {
    add(target, offset, 1);
  }

  /** By pieces that start at index 0, because loops over two offsets are not vectorised. */
  private void add(StateVector target, int offset, double scale) {
    Float64State state = (Float64State) target;
    double[] to = state.array();
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

  private int piece(int at, double scale) {
    int count = Math.min(PIECE, array.length - at);
    System.arraycopy(array, at, addend, 0, count);
    if (scale != 1) {
      Float64Loops.scale(addend, addend, scale, 0, count);
      Float64Denormals.flush(addend, 0, count);
    }
    return count;
  }

  @Override
  public boolean isTiny() {
    for (double number : array) {
      // Not the other way round: NaN is not tiny.
      if (!(Math.abs(number) < TINY)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void scaleUp() {
    Float64Loops.scale(array, array, UP, 0, array.length);
  }

  @Override
  public void flush() {
    Float64Denormals.flush(array, 0, array.length);
  }

  @Override
  public void writeScaledDown(StateVector target, int offset) {
    Float64State state = (Float64State) target;
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
