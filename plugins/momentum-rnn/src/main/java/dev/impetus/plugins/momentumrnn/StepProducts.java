// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.NativeArray;
import dev.impetus.kernel.ProductLayout;

/**
 * The matrix products of a step with one matrix M, for a block of rows: {@code a = M u} forward,
 * {@code ū = Mᵀ ā} and {@code M̄ ← M̄ + ā uᵀ} backward, or those of a range of M's columns.
 */
final class StepProducts<A> implements AutoCloseable {

  private final CellArithmetic<A> on;
  private final int height;
  private final int width;
  private final int rows;
  private final NativeArray<A> matrix;
  private final NativeArray<A> operand;
  private final NativeArray<A> result;
  private final NativeArray<A> operandCotangent;
  private final NativeArray<A> gradient;
  private final A zeros;

  /**
   * Products.
   *
   * @param height rows of M
   * @param width columns of M
   * @param rows rows of the block: columns of u and a
   * @param matrix M, row-major; not owned
   */
  StepProducts(CellArithmetic<A> on, int height, int width, int rows, NativeArray<A> matrix) {
    this.on = on;
    this.height = height;
    this.width = width;
    this.rows = rows;
    this.matrix = matrix;
    operand = on.matrix(width * rows);
    result = on.matrix(height * rows);
    operandCotangent = on.matrix(width * rows);
    gradient = on.matrix(height * width);
    zeros = on.zeros(height * width);
  }

  /** Sets {@code count} features of u, features × rows. */
  void setOperand(int feature, A values, int count) {
    operand.put(feature * rows, values, 0, count * rows);
  }

  /** a = β a + M u over the columns {@code from <= column < to}. */
  void multiply(int from, int to, double beta) {
    on.product(
        ProductLayout.of(height, rows, to - from, false, false).withStrides(width, rows, rows),
        matrix,
        from,
        operand,
        from * rows,
        beta,
        result,
        0);
  }

  /** Copies {@code count} features of a. */
  void getResult(int feature, A target, int count) {
    result.get(feature * rows, target, 0, count * rows);
  }

  /** Copies a in blocks of {@code count} features, one behind the other. */
  void getResultBlocks(A[] targets, int count) {
    for (int block = 0; block < targets.length; block++) {
      getResult(block * count, targets[block], count);
    }
  }

  /** Sets ā from blocks of {@code count} features, one behind the other. */
  void setResultBlocks(A[] sources, int count) {
    for (int block = 0; block < sources.length; block++) {
      setResult(block * count, sources[block], count);
    }
  }

  /** Sets {@code count} features of a or ā. */
  void setResult(int feature, A source, int count) {
    result.put(feature * rows, source, 0, count * rows);
  }

  /** ū = Mᵀ ā over the columns {@code from <= column < to}. */
  void pullBack(int from, int to) {
    on.product(
        ProductLayout.of(to - from, rows, height, true, false).withStrides(width, rows, rows),
        matrix,
        from,
        result,
        0,
        0,
        operandCotangent,
        from * rows);
  }

  /** Copies {@code count} features of ū. */
  void getOperandCotangent(int feature, A target, int count) {
    operandCotangent.get(feature * rows, target, 0, count * rows);
  }

  /** M̄ ← M̄ + ā uᵀ over the columns {@code from <= column < to}. */
  void addGradient(int from, int to) {
    on.product(
        ProductLayout.of(height, to - from, rows, false, true).withStrides(rows, rows, width),
        result,
        0,
        operand,
        from * rows,
        1,
        gradient,
        from);
  }

  /** Sets M̄ to zero. */
  void clearGradient() {
    gradient.put(0, zeros, 0, height * width);
  }

  /** Copies M̄. */
  void getGradient(A target) {
    gradient.get(0, target, 0, height * width);
  }

  @Override
  public void close() {
    operand.close();
    result.close();
    operandCotangent.close();
    gradient.close();
  }
}
