// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

import java.util.Arrays;

/** A state in a {@code float[]}. */
public final class Float32State implements StateVector {

  private static final RowScalar ONE = RowScalar.shared(1);
  private static final int PLAIN = 0;
  private static final int SKIPS = 1;
  private static final int SHIFTED = 2;

  private final float[] array;
  private final int offset;
  private final int rows;
  private final int width;
  private double[] compactWeights;
  private StateVector[] compactTerms;

  private Float32State(float[] array, int offset, int rows, int width) {
    this.array = array;
    this.offset = offset;
    this.rows = rows;
    this.width = width;
  }

  /** A new vector of zeros. */
  public static Float32State zeros(int rows, int width) {
    StateShapes.check(rows, width);
    return new Float32State(new float[rows * width], 0, rows, width);
  }

  /** A new vector with a copy of these rows, which must have equal lengths. */
  public static Float32State copyOf(float[]... rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    Float32State state = zeros(rows.length, width);
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != width) {
        throw new IllegalArgumentException(
            "row 0 has " + width + " numbers, but row " + row + " has " + rows[row].length);
      }
      System.arraycopy(rows[row], 0, state.array, row * width, width);
    }
    return state;
  }

  /** A vector on the given array itself: {@code rows * width} numbers from {@code offset} on. */
  public static Float32State wrap(float[] array, int offset, int rows, int width) {
    StateShapes.check(rows, width);
    StateShapes.checkStretch(offset, rows, width, array.length);
    return new Float32State(array, offset, rows, width);
  }

  /** The array that holds the numbers, from {@link #offset()} on; for engines. */
  public float[] array() {
    return array;
  }

  /** Position of the first number in {@link #array()}. */
  public int offset() {
    return offset;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public double get(int row, int column) {
    return array[position(row, column)];
  }

  @Override
  public void set(int row, int column, double value) {
    array[position(row, column)] = (float) value;
  }

  private int position(int row, int column) {
    if (row < 0 || row >= rows || column < 0 || column >= width) {
      throw new IndexOutOfBoundsException(
          "row " + row + ", column " + column + " of a " + rows + " x " + width + " state");
    }
    return offset + row * width + column;
  }

  @Override
  public Float32State view(int from, int viewRows, int viewWidth) {
    StateShapes.check(viewRows, viewWidth);
    StateShapes.checkStretch(from, viewRows, viewWidth, size());
    return new Float32State(array, offset + from, viewRows, viewWidth);
  }

  @Override
  public void fill(double value) {
    Arrays.fill(array, offset, offset + size(), (float) value);
  }

  @Override
  public void copyFrom(StateVector source) {
    StateShapes.checkSize(this, source);
    if (source instanceof Float32State same) {
      System.arraycopy(same.array, same.offset, array, offset, size());
    } else {
      Float64State converted = (Float64State) source;
      double[] from = converted.array();
      int start = converted.offset();
      for (int i = 0; i < size(); i++) {
        array[offset + i] = (float) from[start + i];
      }
    }
  }

  @Override
  public void copyRows(StateVector source, RowMask mask) {
    Float32State from = at(source);
    for (int row = 0; row < rows; row++) {
      if (mask.get(row)) {
        System.arraycopy(from.array, from.offset + row * width, array, offset + row * width, width);
      }
    }
  }

  @Override
  public void copyOtherRows(StateVector source, RowMask mask) {
    Float32State from = at(source);
    for (int row = 0; row < rows; row++) {
      if (!mask.get(row)) {
        System.arraycopy(from.array, from.offset + row * width, array, offset + row * width, width);
      }
    }
  }

  @Override
  public void copyRow(int row, StateVector source) {
    Float32State from = at(source);
    System.arraycopy(from.array, from.offset + row * width, array, offset + row * width, width);
  }

  @Override
  public void copyFrom(double[] source, int from) {
    for (int i = 0; i < size(); i++) {
      array[offset + i] = (float) source[from + i];
    }
  }

  @Override
  public void copyTo(double[] target, int to) {
    for (int i = 0; i < size(); i++) {
      target[to + i] = array[offset + i];
    }
  }

  @Override
  public void scale(double factor) {
    Float32Kernels.sum1(offset, offset + size(), array, (float) factor, array);
  }

  @Override
  public void add(double factor, StateVector x) {
    addStretch(0, size(), factor, at(x));
  }

  @Override
  public void add(RowScalar factor, StateVector x) {
    Float32State term = at(x);
    if (factor.isShared()) {
      addStretch(0, size(), factor.get(0), term);
      return;
    }
    StateShapes.checkRows(factor, rows);
    for (int row = 0; row < rows; row++) {
      addStretch(row * width, width, factor.get(row), term);
    }
  }

  private void addStretch(int from, int n, double factor, Float32State x) {
    int start = offset + from;
    if (x.offset == offset) {
      Float32Kernels.sum2(start, start + n, array, 1, array, (float) factor, x.array);
    } else {
      Float32Kernels.shifted2(
          n, array, start, 1, array, start, (float) factor, x.array, x.offset + from);
    }
  }

  @Override
  public void setToSum(double[] weights, StateVector[] terms, int count) {
    setToScaledSum(ONE, weights, terms, count);
  }

  @Override
  public void setToStep(
      StateVector base, RowScalar step, double[] weights, StateVector[] terms, int count) {
    int layout = layout(weights, terms, count);
    if ((layout & SKIPS) != 0) {
      int used = compact(weights, terms, count);
      setToStep(base, step, compactWeights, compactTerms, used);
      return;
    }
    Float32State start = at(base);
    boolean aligned = layout == PLAIN && start.offset == offset;
    if (step.isShared()) {
      Float32Sums.set(this, aligned, 0, size(), 1, start, step.get(0), weights, terms, 0, count);
      return;
    }
    StateShapes.checkRows(step, rows);
    for (int row = 0; row < rows; row++) {
      Float32Sums.set(
          this, aligned, row * width, width, 1, start, step.get(row), weights, terms, 0, count);
    }
  }

  @Override
  public void setRowToStep(
      int row, StateVector base, double step, double[] weights, StateVector[] terms, int count) {
    Float32State start = at(base);
    int from = offset + row * width;
    System.arraycopy(start.array, start.offset + row * width, array, from, width);
    for (int j = 0; j < count; j++) {
      if (weights[j] != 0) {
        Float32State term = at(terms[j]);
        float c = (float) (step * weights[j]);
        int place = term.offset + row * width;
        for (int i = 0; i < width; i++) {
          array[from + i] += c * term.array[place + i];
        }
      }
    }
  }

  @Override
  public void setToScaledSum(RowScalar step, double[] weights, StateVector[] terms, int count) {
    int layout = layout(weights, terms, count);
    if ((layout & SKIPS) != 0) {
      int used = compact(weights, terms, count);
      setToScaledSum(step, compactWeights, compactTerms, used);
      return;
    }
    if (count == 0) {
      fill(0);
      return;
    }
    Float32State first = (Float32State) terms[0];
    if (step.isShared()) {
      double h = step.get(0);
      float c0 = (float) (h * weights[0]);
      Float32Sums.set(this, layout == PLAIN, 0, size(), c0, first, h, weights, terms, 1, count);
      return;
    }
    StateShapes.checkRows(step, rows);
    for (int row = 0; row < rows; row++) {
      double h = step.get(row);
      float c0 = (float) (h * weights[0]);
      Float32Sums.set(
          this, layout == PLAIN, row * width, width, c0, first, h, weights, terms, 1, count);
    }
  }

  /**
   * What the terms of a sum are like, all checked to fit: {@link #SKIPS}, {@link #SHIFTED} or both.
   */
  private int layout(double[] weights, StateVector[] terms, int count) {
    int layout = PLAIN;
    for (int i = 0; i < count; i++) {
      if (weights[i] == 0) {
        layout |= SKIPS;
      } else if (at(terms[i]).offset != offset) {
        layout |= SHIFTED;
      }
    }
    return layout;
  }

  private int compact(double[] weights, StateVector[] terms, int count) {
    if (compactWeights == null || compactWeights.length < count) {
      compactWeights = new double[count];
      compactTerms = new StateVector[count];
    }
    int used = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] != 0) {
        compactWeights[used] = weights[i];
        compactTerms[used++] = terms[i];
      }
    }
    return used;
  }

  @Override
  public double dot(StateVector x) {
    Float32State other = at(x);
    return Float32Kernels.dot(size(), array, offset, other.array, other.offset);
  }

  @Override
  public void rowDots(StateVector x, double[] out) {
    Float32State other = at(x);
    for (int row = 0; row < rows; row++) {
      int from = row * width;
      out[row] = Float32Kernels.dot(width, array, offset + from, other.array, other.offset + from);
    }
  }

  @Override
  public void weightedSquares(
      StateVector y0, StateVector y1, double rtol, double atol, double[] out) {
    for (int row = 0; row < rows; row++) {
      out[row] = weightedSquares(y0, y1, rtol, atol, row * width, width);
    }
  }

  @Override
  public double weightedSquares(
      StateVector y0, StateVector y1, double rtol, double atol, int from, int count) {
    StateShapes.checkStretch(from, 1, count, size());
    Float32State a = at(y0);
    Float32State b = at(y1);
    return Float32Kernels.weightedSquares(
        count,
        array,
        offset + from,
        a.array,
        a.offset + from,
        b.array,
        b.offset + from,
        rtol,
        atol);
  }

  @Override
  public boolean isFinite(int row) {
    return Float32Kernels.allFinite(width, array, offset + row * width);
  }

  @Override
  public int firstNonFiniteRow() {
    if (Float32Kernels.allFinite(size(), array, offset)) {
      return -1;
    }
    int row = 0;
    while (Float32Kernels.allFinite(width, array, offset + row * width)) {
      row++;
    }
    return row;
  }

  /** The operand as what it must be: of this precision and size. */
  private Float32State at(StateVector operand) {
    if (operand instanceof Float32State same && same.rows * same.width == rows * width) {
      return same;
    }
    throw StateShapes.misfit(this, operand);
  }

  @Override
  public String toString() {
    return StateShapes.describe(this);
  }
}
