// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.NativeArray;
import dev.impetus.kernel.ProductLayout;
import dev.impetus.solver.state.StateVector;

/**
 * What one thread works with: loops, arrays for a block of tokens, and the cotangents of all
 * parameters that it has found so far.
 */
final class Workspace<A> implements AutoCloseable {

  private final TokenArithmetic<A> on;
  private final Weights<A> weights;
  private final int rows;
  private final NativeArray<A> left;
  private final NativeArray<A> right;

  /** Sums rows in a product. */
  private final NativeArray<A> ones;

  private final A result;
  private final A scale;
  private final A shift;
  private final A scaleCotangent;
  private final A shiftCotangent;
  private final A[] states;
  private final A[] hidden;
  private final int largest;
  private A gradient;
  private NativeArray<A> matrixGradient;

  /**
   * A work space.
   *
   * @param rows the most tokens of a block
   */
  Workspace(Weights<A> weights, int rows) {
    this.weights = weights;
    this.rows = rows;
    on = weights.newArithmetic();
    largest = Math.multiplyExact(rows, weights.largestWidth());
    int width = weights.plan().width();
    left = on.matrix(largest);
    right = on.matrix(largest);
    ones = on.matrix(rows);
    result = on.zeros(largest);
    A one = on.zeros(rows);
    on.fill(one, 0, rows, 1);
    ones.put(0, one, 0, rows);
    scale = on.zeros(width);
    shift = on.zeros(width);
    scaleCotangent = on.zeros(width);
    shiftCotangent = on.zeros(width);
    states = on.zeros(4, rows * width);
    hidden = on.zeros(2, rows * weights.plan().feedForward());
  }

  TokenArithmetic<A> on() {
    return on;
  }

  /** The most tokens of a block. */
  int rows() {
    return rows;
  }

  /** A scratch array of rows × width; 0 to 3. */
  A states(int index) {
    return states[index];
  }

  /** A scratch array of rows × feed-forward width; 0 or 1. */
  A hidden(int index) {
    return hidden[index];
  }

  /** y ← W x + b for each of {@code count} rows. */
  void linear(Linear map, A x, int fromX, int count, A y, int fromY) {
    multiply(map, x, fromX, count);
    right.get(0, y, fromY, count * map.outputs());
  }

  /** The same for a block of tokens, whose y are put where y has rows for padding too. */
  void linear(Linear map, A x, BlockTokens tokens, A y, int fromY) {
    int outputs = map.outputs();
    multiply(map, x, 0, tokens.rows());
    for (int row = 0, end; row < tokens.rows(); row = end) {
      end = tokens.runEnd(row);
      right.get(row * outputs, y, fromY + tokens.number(row) * outputs, (end - row) * outputs);
    }
  }

  /** Writes W x + b to the right-hand array. */
  private void multiply(Linear map, A x, int fromX, int count) {
    left.put(0, x, fromX, count * map.inputs());
    if (map.bias() >= 0) {
      for (int row = 0; row < count; row++) {
        right.put(row * map.outputs(), weights.flat(), map.bias(), map.outputs());
      }
    }
    on.product(
        ProductLayout.of(count, map.outputs(), map.inputs(), false, true),
        left,
        0,
        weights.matrices(),
        map.weight(),
        map.bias() >= 0 ? 1 : 0,
        right,
        0);
  }

  /**
   * Adds the cotangents of W and b from those of y.
   *
   * @param cotangent of y, from {@code fromY} on
   * @param out overwritten with the cotangent of x, from its beginning on; null if nobody wants it
   */
  void pullBack(Linear map, A x, int fromX, A cotangent, int fromY, int count, A out) {
    left.put(0, x, fromX, count * map.inputs());
    right.put(0, cotangent, fromY, count * map.outputs());
    on.product(
        ProductLayout.of(map.outputs(), map.inputs(), count, true, false),
        right,
        0,
        left,
        0,
        1,
        matrixGradient,
        map.weight());
    if (map.bias() >= 0) {
      on.product(
          ProductLayout.of(1, map.outputs(), count, false, false),
          ones,
          0,
          right,
          0,
          1,
          matrixGradient,
          map.bias());
    }
    if (out != null) {
      on.product(
          ProductLayout.of(count, map.inputs(), map.outputs(), false, false),
          right,
          0,
          weights.matrices(),
          map.weight(),
          0,
          left,
          0);
      left.get(0, out, 0, count * map.inputs());
    }
  }

  /** The same for a block of tokens, with y as {@link #linear} has written it for them. */
  void pullBack(Linear map, A x, BlockTokens tokens, A cotangent, int fromY, A out) {
    int outputs = map.outputs();
    int rows = tokens.rows();
    if (tokens.runEnd(0) == rows) {
      pullBack(map, x, 0, cotangent, fromY + tokens.number(0) * outputs, rows, out);
      return;
    }
    for (int row = 0, end; row < rows; row = end) {
      end = tokens.runEnd(row);
      int from = fromY + tokens.number(row) * outputs;
      on.copy(cotangent, from, result, row * outputs, (end - row) * outputs);
    }
    pullBack(map, x, 0, result, 0, rows, out);
  }

  /** As {@link #pullBack}, but adds to {@code out}. */
  void addPullBack(Linear map, A x, int fromX, A cotangent, int fromY, int count, A out) {
    pullBack(map, x, fromX, cotangent, fromY, count, result);
    on.add(out, 1, result, count * map.inputs());
  }

  /** out ← normalised numbers · scale + shift. */
  void affine(Norm norm, A normalized, int count, A out) {
    loadNorm(norm);
    on.affineRows(out, normalized, scale, shift, count, norm.width());
  }

  /** cotangent ← that of what was normalised; adds those of scale and shift. */
  void pullBack(Norm norm, A normalized, A inverse, int count, A cotangent) {
    int width = norm.width();
    loadNorm(norm);
    on.fill(scaleCotangent, 0, width, 0);
    on.fill(shiftCotangent, 0, width, 0);
    on.normalizeSlope(
        cotangent, normalized, inverse, scale, scaleCotangent, shiftCotangent, count, width);
    on.addStretch(gradient, norm.scale(), 1, scaleCotangent, 0, width);
    on.addStretch(gradient, norm.shift(), 1, shiftCotangent, 0, width);
  }

  private void loadNorm(Norm norm) {
    on.copy(weights.flat(), norm.scale(), scale, 0, norm.width());
    on.copy(weights.flat(), norm.shift(), shift, 0, norm.width());
  }

  /** Cotangents of parameters that no product finds, as they lie in the flat vector. */
  A gradient() {
    return gradient;
  }

  /** Makes all cotangents of parameters zeros. */
  void clearGradients() {
    int size = weights.layout().size();
    if (gradient == null) {
      gradient = on.zeros(size);
      matrixGradient = on.matrix(size);
      return;
    }
    on.fill(gradient, 0, size, 0);
    on.fill(result, 0, largest, 0);
    for (int from = 0; from < size; from += largest) {
      matrixGradient.put(from, result, 0, Math.min(largest, size - from));
    }
  }

  /** Adds all cotangents of parameters. */
  void addGradients(StateVector flatCotangent) {
    int size = weights.layout().size();
    A target = on.array(flatCotangent);
    int offset = on.offset(flatCotangent);
    for (int from = 0; from < size; from += largest) {
      int count = Math.min(largest, size - from);
      matrixGradient.get(from, result, 0, count);
      on.addStretch(result, 0, 1, gradient, from, count);
      on.addStretch(target, offset + from, 1, result, 0, count);
    }
  }

  @Override
  public void close() {
    left.close();
    right.close();
    ones.close();
    if (matrixGradient != null) {
      matrixGradient.close();
    }
  }
}
