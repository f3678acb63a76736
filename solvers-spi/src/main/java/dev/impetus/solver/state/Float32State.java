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

  /** Up to this size a state is summed number by number: finding the right loop takes longer. */
  private static final int SMALL = 8;

  /** Up to this width rows are too short for a loop each. */
  private static final int SPREAD = 32;

  private final float[] array;
  private final int offset;
  private final int rows;
  private final int width;
  private final int size;
  private double[] compactWeights;
  private StateVector[] compactTerms;
  private float[] quotients;

  private Float32State(float[] array, int offset, int rows, int width) {
    this.array = array;
    this.offset = offset;
    this.rows = rows;
    this.width = width;
    size = rows * width;
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
  public int size() {
    return size;
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
    if (mask.isShared()) {
      if (!mask.get(0)) {
        copyFrom(source);
      }
      return;
    }
    int[] others = mask.others();
    for (int i = 0; i < mask.otherCount(); i++) {
      copyRow(others[i], source);
    }
  }

  @Override
  public void copyRow(int row, StateVector source) {
    Float32State from = at(source);
    int to = offset + row * width;
    int start = from.offset + row * width;
    if (width == 2) {
      array[to] = from.array[start];
      array[to + 1] = from.array[start + 1];
      return;
    }
    for (int i = 0; i < width; i++) {
      array[to + i] = from.array[start + i];
    }
  }

  @Override
  public void copyRowsTo(int[] which, int count, StateVector[] targets) {
    if (width != 2) {
      for (int r = 0; r < count; r++) {
        targets[r].copyRow(which[r], this);
      }
      return;
    }
    for (int r = 0; r < count; r++) {
      Float32State to = at(targets[r]);
      int start = 2 * which[r];
      to.array[to.offset + start] = array[offset + start];
      to.array[to.offset + start + 1] = array[offset + start + 1];
    }
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
    if (size <= SMALL && step.size() == 1) {
      setSmall(at(base), step.get(0), weights, terms, count);
      return;
    }
    int layout = layout(weights, terms, count);
    if ((layout & SKIPS) != 0) {
      int used = compact(weights, terms, count);
      setToStep(base, step, compactWeights, compactTerms, used);
      return;
    }
    Float32State start = at(base);
    boolean aligned = layout == PLAIN && start.offset == offset;
    if (step.size() == 1) {
      Float32Sums.set(this, aligned, 0, size(), 1, start, step.get(0), weights, terms, 0, count);
      return;
    }
    StateShapes.checkRows(step, rows);
    if (aligned && offset == 0 && width <= SPREAD) {
      Float32Sums.setSpread(this, start, step.spreadFloats(width), weights, terms, 0, count);
      return;
    }
    for (int row = 0; row < rows; row++) {
      Float32Sums.set(
          this, aligned, row * width, width, 1, start, step.get(row), weights, terms, 0, count);
    }
  }

  @Override
  public void setRowsToStep(
      int[] rowsToSet,
      int rowCount,
      StateVector base,
      RowScalar step,
      double[][] weights,
      StateVector[] terms,
      int count) {
    Float32State start = at(base);
    StateShapes.checkRows(step, rows);
    boolean aligned = start.offset == offset;
    for (int j = 0; j < count; j++) {
      aligned &= at(terms[j]).offset == offset;
    }
    if (aligned && offset == 0 && width <= SPREAD && count > 0) {
      Float32Sums.setRows(this, rowsToSet, rowCount, start, step.values(), weights, terms, count);
      return;
    }
    if (compactWeights == null || compactWeights.length < count) {
      compactWeights = new double[count];
      compactTerms = new StateVector[count];
    }
    for (int r = 0; r < rowCount; r++) {
      for (int j = 0; j < count; j++) {
        compactWeights[j] = weights[j][r];
      }
      int from = rowsToSet[r] * width;
      double h = step.get(rowsToSet[r]);
      Float32Sums.set(this, aligned, from, width, 1, start, h, compactWeights, terms, 0, count);
    }
  }

  @Override
  public void setToScaledSum(RowScalar step, double[] weights, StateVector[] terms, int count) {
    if (size <= SMALL && step.size() == 1) {
      setSmall(null, step.get(0), weights, terms, count);
      return;
    }
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
    if (step.size() == 1) {
      double h = step.get(0);
      float c0 = (float) (h * weights[0]);
      Float32Sums.set(this, layout == PLAIN, 0, size(), c0, first, h, weights, terms, 1, count);
      return;
    }
    StateShapes.checkRows(step, rows);
    if (layout == PLAIN && offset == 0 && width <= SPREAD) {
      float[] h = step.spreadFloats(width);
      Float32Kernels.scaled(0, size(), array, h, (float) weights[0], first.array);
      Float32Sums.setSpread(this, this, h, weights, terms, 1, count);
      return;
    }
    for (int row = 0; row < rows; row++) {
      double h = step.get(row);
      float c0 = (float) (h * weights[0]);
      Float32Sums.set(
          this, layout == PLAIN, row * width, width, c0, first, h, weights, terms, 1, count);
    }
  }

  /** The same sums in the same order, two numbers at a time in registers; no base counts as 0. */
  private void setSmall(
      Float32State base, double h, double[] weights, StateVector[] terms, int count) {
    for (int i = 0; i < size; i += 2) {
      int next = Math.min(i + 1, size - 1);
      float s0 = base == null ? 0 : base.array[base.offset + i];
      float s1 = base == null ? 0 : base.array[base.offset + next];
      for (int j = 0; j < count; j++) {
        if (weights[j] != 0) {
          Float32State term = at(terms[j]);
          float c = (float) (h * weights[j]);
          s0 += c * term.array[term.offset + i];
          s1 += c * term.array[term.offset + next];
        }
      }
      array[offset + i] = s0;
      array[offset + next] = next == i ? s0 : s1;
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
  public void weightedRowNorms(
      StateVector y0, StateVector y1, double rtol, double atol, RowScalar out) {
    quotients(y0, y1, rtol, atol, 0, size());
    if (out.isShared()) {
      out.set(0, Math.sqrt(Float32Kernels.largestSquares(rows, width, quotients) / width));
      return;
    }
    StateShapes.checkRows(out, rows);
    double[] norms = out.changing();
    Float32Kernels.rowSquares(rows, width, quotients, norms);
    if (width == 2) {
      // The same number: half of one is exact. A division takes several times as long.
      for (int row = 0; row < rows; row++) {
        norms[row] = Math.sqrt(0.5 * norms[row]);
      }
      return;
    }
    for (int row = 0; row < rows; row++) {
      norms[row] = Math.sqrt(norms[row] / width);
    }
  }

  @Override
  public double weightedSquares(
      StateVector y0, StateVector y1, double rtol, double atol, int from, int count) {
    StateShapes.checkStretch(from, 1, count, size());
    quotients(y0, y1, rtol, atol, from, count);
    return Float32Kernels.squares(count, quotients, from);
  }

  /** Divides by the tolerances, for {@code count} numbers from position {@code from} on. */
  private void quotients(
      StateVector y0, StateVector y1, double rtol, double atol, int from, int count) {
    Float32State a = at(y0);
    Float32State b = at(y1);
    if (quotients == null) {
      quotients = new float[size()];
    }
    float relative = (float) rtol;
    float absolute = Float32Kernels.tolerance(atol);
    if (offset == 0 && a.offset == 0 && b.offset == 0) {
      int to = from + count;
      Float32Kernels.quotients(from, to, quotients, array, a.array, b.array, relative, absolute);
    } else {
      Float32Kernels.shiftedQuotients(
          from, count, quotients, array, offset, a.array, a.offset, b.array, b.offset, relative,
          absolute);
    }
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
    if (operand instanceof Float32State same && same.size == size) {
      return same;
    }
    throw StateShapes.misfit(this, operand);
  }

  @Override
  public String toString() {
    return StateShapes.describe(this);
  }
}
