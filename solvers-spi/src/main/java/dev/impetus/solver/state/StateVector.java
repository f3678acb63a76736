// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

/**
 * A matrix of numbers, {@code rows × width}, row-major in a stretch of a plain {@code float[]} or
 * {@code double[]}: the state of an ODE (a row a sample), the input or output of a compiled
 * function (a row a sample of the batch), or a flat vector of parameters (one row).
 *
 * <p>The operations are those that solvers need, each one pass over memory; the idea is SUNDIALS'
 * N_Vector (Hindmarsh et al., ACM TOMS 31, 2005). All operands of an operation have the same
 * precision and size. An operation may be given its own target as an operand only where it says so.
 * Instances are not safe for concurrent writing.
 */
public sealed interface StateVector permits Float32State, Float64State {

  /** A new vector of zeros. */
  static StateVector zeros(Precision precision, int rows, int width) {
    return switch (precision) {
      case FLOAT32 -> Float32State.zeros(rows, width);
      case FLOAT64 -> Float64State.zeros(rows, width);
    };
  }

  /** A new float64 vector with a copy of these rows, which must have equal lengths. */
  static Float64State of(double[]... rows) {
    return Float64State.copyOf(rows);
  }

  /** The floating-point type. */
  Precision precision();

  /** Number of rows, at least 1. */
  int rows();

  /** Numbers in a row, at least 1 (0 only for an empty parameter vector). */
  int width();

  /** {@code rows() * width()}. */
  default int size() {
    return rows() * width();
  }

  /** One number, widened. */
  double get(int row, int column);

  /** Sets one number, rounded to the precision. */
  void set(int row, int column, double value);

  /**
   * A vector that shares this one's storage: {@code rows * width} numbers from position {@code
   * offset} of this vector on (counted row-major).
   */
  StateVector view(int offset, int rows, int width);

  /** The row as a 1 × width vector that shares storage. */
  default StateVector row(int row) {
    return view(row * width(), 1, width());
  }

  /** A new vector of zeros with this one's precision and shape. */
  default StateVector newLike() {
    return zeros(precision(), rows(), width());
  }

  /** Sets every number. */
  void fill(double value);

  /** Copies all numbers; the precisions may differ (then it converts), the sizes may not. */
  void copyFrom(StateVector source);

  /** Copies the rows for which {@code mask} says yes and leaves the others. */
  void copyRows(StateVector source, RowMask mask);

  /** Copies the rows for which {@code mask} says no and leaves the others. */
  void copyOtherRows(StateVector source, RowMask mask);

  /** Copies one row of a vector of the same shape. */
  void copyRow(int row, StateVector source);

  /**
   * Copies some rows, each to the same row of a vector of its own, which has this one's shape.
   *
   * @param rows the rows
   * @param count how many they are
   * @param targets for each of them where it goes
   */
  void copyRowsTo(int[] rows, int count, StateVector[] targets);

  /** Copies {@code size()} numbers from {@code source[offset…]}, row-major. */
  void copyFrom(double[] source, int offset);

  /** Copies all numbers to {@code target[offset…]}, row-major. */
  void copyTo(double[] target, int offset);

  /** A new array of all numbers, row-major. */
  default double[] toArray() {
    double[] array = new double[size()];
    copyTo(array, 0);
    return array;
  }

  /** {@code this ← factor · this}. */
  void scale(double factor);

  /** {@code this ← this + factor · x}. */
  void add(double factor, StateVector x);

  /** {@code this ← this + factor_row · x}, with a factor a row. */
  void add(RowScalar factor, StateVector x);

  /**
   * {@code this ← Σ_i weights[i] · terms[i]}, i from 0 to count-1, one pass. Zero weights are
   * skipped; a skipped term may be null.
   */
  void setToSum(double[] weights, StateVector[] terms, int count);

  /**
   * {@code this ← base + step_row · Σ_i weights[i] · terms[i]}: the stage sum of a Runge–Kutta
   * method, one pass. Zero weights are skipped. {@code base} may be this vector.
   */
  void setToStep(
      StateVector base, RowScalar step, double[] weights, StateVector[] terms, int count);

  /**
   * As above for some rows alone, each with weights of its own; the other rows stay.
   *
   * @param rows the rows
   * @param rowCount how many they are
   * @param step one a row of the whole
   * @param weights for each term one weight for each of these rows
   */
  void setRowsToStep(
      int[] rows,
      int rowCount,
      StateVector base,
      RowScalar step,
      double[][] weights,
      StateVector[] terms,
      int count);

  /** {@code this ← step_row · Σ_i weights[i] · terms[i]}: an error estimate, one pass. */
  void setToScaledSum(RowScalar step, double[] weights, StateVector[] terms, int count);

  /** {@code Σ this · x} over all numbers, summed in double. */
  double dot(StateVector x);

  /** {@code out[row] ← Σ_columns this · x}, summed in double. */
  void rowDots(StateVector x, double[] out);

  /**
   * The root mean square of each row of an error relative to tolerances, {@code this / (atol + rtol
   * · max(|y0|, |y1|))}, summed in double. NaN and infinities propagate.
   *
   * @param out one a row; or one number, which becomes the largest
   */
  void weightedRowNorms(StateVector y0, StateVector y1, double rtol, double atol, RowScalar out);

  /**
   * The sum of squares of an error relative to tolerances, {@code Σ (this / (atol + rtol ·
   * max(|y0|, |y1|)))²}, over the {@code count} numbers from position {@code from} on (counted
   * row-major): a group of a flat state, or everything. Summed in double. NaN and infinities
   * propagate.
   */
  double weightedSquares(
      StateVector y0, StateVector y1, double rtol, double atol, int from, int count);

  /** Whether every number of a row is finite. */
  boolean isFinite(int row);

  /** The index of the first row with a NaN or an infinity, or -1. */
  int firstNonFiniteRow();
}
