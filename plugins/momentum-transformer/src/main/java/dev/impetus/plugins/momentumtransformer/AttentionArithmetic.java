// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.Arithmetic;

/**
 * The loops of attention. Tiles are blocks of numbers without gaps, a row after another.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface AttentionArithmetic<A> extends Arithmetic<A> {

  /** That of the precision of another. */
  @SuppressWarnings("unchecked") // There are two types of arrays, and two classes for them.
  static <A> AttentionArithmetic<A> of(Arithmetic<A> other) {
    Object numbers = other.zeros(0);
    return (AttentionArithmetic<A>)
        (numbers instanceof float[]
            ? new Float32AttentionArithmetic()
            : new Float64AttentionArithmetic());
  }

  @Override
  AttentionArithmetic<A> another();

  /** How many numbers an array has. */
  int length(A x);

  /** What is nothing beside 1, and far enough from denormal numbers for a product with others. */
  double negligible();

  /** Bytes of a number. */
  int bytes();

  /**
   * Copies {@code width} numbers of each row, rows being {@code stride} and {@code targetStride}
   * apart.
   */
  void copyRows(
      A source, int from, int stride, A target, int to, int targetStride, int rows, int width);

  /** Sets a column of a tile. */
  void fillColumn(A tile, int column, int width, int rows, double value);

  /** Repeats the first {@code width} numbers until there are {@code rows} rows. */
  void repeatRow(A tile, int width, int rows);

  /** Fills each row of a tile with its number of {@code perRow}, from {@code from} on. */
  void spread(A perRow, int from, A tile, int width, int rows);

  /** Copies a column of a tile, adds {@code plus} and, where it is not null, {@code more}. */
  void takeColumn(A tile, int column, int width, int rows, A more, double plus, A target, int to);

  /** Sets a column to minus the products of x's and y's rows over the columns before it. */
  void negativeRowProducts(A x, A y, int column, int width, int rows);

  /** Leaves the sums of the columns in the first row; what is behind it is lost. */
  void sumRows(A tile, A work, int width, int rows);

  /** The same with the largest, up to rounding of the numbers compared. */
  void largestOfRows(A tile, A work, int width, int rows);

  /** The largest of the first numbers. */
  double largest(A x, int count);

  /** out ← x - y. */
  void subtract(A out, A x, A y, int count);

  /** out ← 1 / x. */
  void reciprocal(A out, A x, int count);

  /** x ← eˣ for x not above 0 but for rounding; no result is denormal. */
  void exp(A x, int count);

  /** Makes zeros of denormal numbers, and rounds others that are next to nothing. */
  void dropTiny(A x, int count);

  /** out ← elu(x) + 1. */
  void eluPlusOne(A x, A out, int count);

  /** out ← y · min(v, 1): a cotangent through elu(x) + 1 of value v. */
  void eluPlusOneSlope(A out, A y, A v, int count);

  /** out ← max(x, 0) + 1. */
  void reluPlusOne(A x, A out, int count);

  /** out ← ln(1 + eˣ). */
  void softplus(A x, A out, int count);

  /** out ← σ(x). */
  void logistic(A x, A out, int count);

  /** out ← factor · cos u and, from {@code count} numbers on, factor · sin u, row by row. */
  void cosinesAndSines(A u, double factor, A out, int width, int rows);

  /** out ← φ_cos · y_sin - φ_sin · y_cos, the halves of rows: a cotangent through both. */
  void cosinesAndSinesSlope(A phi, A y, A out, int width, int rows);
}
