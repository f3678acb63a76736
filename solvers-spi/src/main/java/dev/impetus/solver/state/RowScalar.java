// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

import java.util.Arrays;

/**
 * A number that is the same for all rows of a state, or one for each row: a time, a step size, an
 * error. Mutable, so that a driver reuses one; whoever gets one as an argument reads it only.
 */
public final class RowScalar {

  private final double[] values;
  private final boolean shared;

  private RowScalar(double[] values, boolean shared) {
    this.values = values;
    this.shared = shared;
  }

  /** One number for all rows. */
  public static RowScalar shared(double value) {
    return new RowScalar(new double[] {value}, true);
  }

  /** One number a row, all zero. */
  public static RowScalar perRow(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a state has at least one row, not " + rows);
    }
    return new RowScalar(new double[rows], false);
  }

  /** A new one of the same kind and size, all zero. */
  public RowScalar newLike() {
    return new RowScalar(new double[values.length], shared);
  }

  /** Whether one number serves all rows. */
  public boolean isShared() {
    return shared;
  }

  /** How many numbers it holds: 1 if shared, else the number of rows. */
  public int size() {
    return values.length;
  }

  /** The number that holds for a row. */
  public double get(int row) {
    return values[shared ? 0 : row];
  }

  /** Sets number {@code index}, {@code 0 <= index < size()}. */
  public void set(int index, double value) {
    values[index] = value;
  }

  /** Sets all numbers. */
  public void setAll(double value) {
    Arrays.fill(values, value);
  }

  /** Copies another of the same size. */
  public void copyFrom(RowScalar source) {
    if (source.values.length != values.length) {
      throw new IllegalArgumentException(
          "cannot copy " + source.values.length + " numbers into " + values.length);
    }
    System.arraycopy(source.values, 0, values, 0, values.length);
  }

  /** The largest number; NaN if any is NaN. */
  public double max() {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  @Override
  public String toString() {
    return shared ? Double.toString(values[0]) : Arrays.toString(values);
  }
}
