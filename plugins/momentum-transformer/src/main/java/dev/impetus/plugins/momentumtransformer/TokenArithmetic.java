// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.Arithmetic;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/**
 * The loops of transformer layers over blocks of tokens: row-major arrays, a row for each token.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface TokenArithmetic<A> extends Arithmetic<A> {

  /** Those of a precision. */
  static TokenArithmetic<?> of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> new Float32TokenArithmetic();
      case FLOAT64 -> new Float64TokenArithmetic();
    };
  }

  @Override
  TokenArithmetic<A> another();

  /** The array behind a vector, whose numbers begin at {@link #offset}. */
  A array(StateVector vector);

  /** Where a vector's numbers begin in its array. */
  int offset(StateVector vector);

  /** y[to …] ← y[to …] + factor · x[from …]. */
  void addStretch(A y, int to, double factor, A x, int from, int count);

  /** y ← y + factor · x, from position {@code from} of both. */
  void addRow(A y, double factor, A x, int from, int count);

  /** x ← factor · x from position {@code from}. */
  void scaleRow(A x, double factor, int from, int count);

  /** The sum of x · y from position {@code from} of both, in double. */
  double rowDot(A x, A y, int from, int count);

  /**
   * Layer normalisation without its map: out ← (x - mean) / √(variance + ε) in each row.
   *
   * @param out may be x
   * @param inverse 1 / √(variance + ε) of each row, written
   */
  void normalize(A x, A out, A inverse, int rows, int width, double epsilon);

  /** out ← x · scale + shift in each row; out may be x. */
  void affineRows(A out, A x, A scale, A shift, int rows, int width);

  /**
   * Through {@link #affineRows} after {@link #normalize}: x ← the cotangent of the argument.
   *
   * @param x the cotangent of the result, overwritten
   * @param normalized what normalize wrote
   * @param scaleCotangent added to
   * @param shiftCotangent added to
   */
  void normalizeSlope(
      A x,
      A normalized,
      A inverse,
      A scale,
      A scaleCotangent,
      A shiftCotangent,
      int rows,
      int width);

  /** out ← x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2. */
  void gelu(A out, A x, int count);

  /** out ← out · the derivative of {@link #gelu} at x. */
  void geluSlope(A out, A x, int count);

  /**
   * Drops numbers at random and scales the others so that the mean stays. What is dropped follows
   * from the key, the token and the position in its row alone, so that calling it again gives the
   * same, on a cotangent too: {@link DropDecisions}. The share is rounded to a multiple of 2⁻³¹.
   *
   * @param x changed
   * @param tokens number of each row's token
   */
  void drop(A x, int rows, int width, long key, int[] tokens, double share);
}
