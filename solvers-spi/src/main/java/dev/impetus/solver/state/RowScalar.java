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
  private double[] spread = {};
  private float[] spreadFloats = {};

  /** The width for which numbers are spread, negative if as floats; 0 if they have changed. */
  private int spreadWidth;

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

  /** The numbers themselves, to be read. */
  double[] values() {
    return values;
  }

  /** The numbers themselves, to be changed at once. */
  double[] changing() {
    spreadWidth = 0;
    return values;
  }

  /** The number that holds for a row. */
  public double get(int row) {
    return values[shared ? 0 : row];
  }

  /** Sets number {@code index}, {@code 0 <= index < size()}. */
  public void set(int index, double value) {
    values[index] = value;
    spreadWidth = 0;
  }

  /** Sets all numbers. */
  public void setAll(double value) {
    Arrays.fill(values, value);
    spreadWidth = 0;
  }

  /** {@code this ← start + part · step}: a time inside a step. All have the same size. */
  public void setToStep(RowScalar start, double part, RowScalar step) {
    double[] from = start.values;
    double[] length = step.values;
    if (from.length != values.length || length.length != values.length) {
      throw new IllegalArgumentException(
          from.length + " and " + length.length + " numbers do not fit " + values.length);
    }
    spreadWidth = 0;
    if (values.length == 1) {
      values[0] = from[0] + part * length[0];
      return;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = from[i] + part * length[i];
    }
  }

  /** Copies another of the same size. */
  public void copyFrom(RowScalar source) {
    if (source.values.length != values.length) {
      throw new IllegalArgumentException(
          "cannot copy " + source.values.length + " numbers into " + values.length);
    }
    System.arraycopy(source.values, 0, values, 0, values.length);
    spreadWidth = 0;
  }

  /** Copies as many numbers as it holds from the beginning of an array. */
  public void copyFrom(double[] source) {
    System.arraycopy(source, 0, values, 0, values.length);
    spreadWidth = 0;
  }

  /**
   * Each number as often as a row is wide, so that a loop over a state needs no rows; kept until a
   * number changes.
   */
  double[] spread(int width) {
    if (spreadWidth != width) {
      spreadWidth = width;
      spread = spread.length == values.length * width ? spread : new double[values.length * width];
      if (width == 2) {
        for (int row = 0; row < values.length; row++) {
          double value = values[row];
          spread[2 * row] = value;
          spread[2 * row + 1] = value;
        }
      } else {
        for (int row = 0; row < values.length; row++) {
          Arrays.fill(spread, row * width, (row + 1) * width, values[row]);
        }
      }
    }
    return spread;
  }

  /** The same, rounded. */
  float[] spreadFloats(int width) {
    if (spreadWidth != -width) {
      spreadWidth = -width;
      int size = values.length * width;
      spreadFloats = spreadFloats.length == size ? spreadFloats : new float[size];
      if (width == 2) {
        for (int row = 0; row < values.length; row++) {
          float value = (float) values[row];
          spreadFloats[2 * row] = value;
          spreadFloats[2 * row + 1] = value;
        }
      } else {
        for (int row = 0; row < values.length; row++) {
          Arrays.fill(spreadFloats, row * width, (row + 1) * width, (float) values[row]);
        }
      }
    }
    return spreadFloats;
  }

  /** Whether no number is NaN or infinite. */
  public boolean isFinite() {
    return Float64Kernels.allFinite(values.length, values, 0);
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
