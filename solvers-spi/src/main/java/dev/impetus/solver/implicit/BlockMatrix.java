// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * A matrix on states, taken from its products with unit vectors: one dense block of all numbers, or
 * where rows are independent a block a row, of which one product gives a column each.
 */
final class BlockMatrix {

  private final int blocks;
  private final int size;
  private final double[] entries;
  private final LuFactors factors;
  private final StateVector unit;
  private final StateVector image;
  private final double[] numbers;

  BlockMatrix(StateVector like, boolean rowsIndependent) {
    blocks = rowsIndependent ? like.rows() : 1;
    size = like.size() / blocks;
    entries = new double[blocks * size * size];
    factors = new LuFactors(blocks, size);
    unit = like.newLike();
    image = like.newLike();
    numbers = new double[like.size()];
  }

  /** Reads all columns: as many products as a block has. */
  void read(LinearOperator operator) {
    for (int column = 0; column < size; column++) {
      unit.fill(0);
      for (int block = 0; block < blocks; block++) {
        int place = block * size + column;
        unit.set(place / unit.width(), place % unit.width(), 1);
      }
      operator.apply(unit, image);
      image.copyTo(numbers, 0);
      for (int i = 0; i < numbers.length; i++) {
        entries[i * size + column] = numbers[i];
      }
    }
  }

  /** Turns what was read, {@code c0 I - γh A}, into A; rows with γh = 0 into zero. */
  void unshift(double c0, RowScalar scaled) {
    int width = unit.width();
    for (int i = 0; i < numbers.length; i++) {
      double shift = scaled.get(i / width);
      double factor = shift == 0 ? 0 : -1 / shift;
      int from = i * size;
      entries[from + i % size] -= c0;
      for (int j = from; j < from + size; j++) {
        entries[j] *= factor;
      }
    }
  }

  /** Factors the matrix A that was read; false if it is singular. */
  boolean factor() {
    System.arraycopy(entries, 0, factors.numbers(), 0, entries.length);
    return factorBlocks();
  }

  /** Factors {@code c0 I - γh A}, A being what was read, with a γh a row; false if singular. */
  boolean factorShifted(double c0, RowScalar scaled) {
    double[] target = factors.numbers();
    int width = unit.width();
    for (int i = 0; i < numbers.length; i++) {
      double factor = -scaled.get(i / width);
      int from = i * size;
      for (int j = from; j < from + size; j++) {
        target[j] = factor * entries[j];
      }
      target[from + i % size] += c0;
    }
    return factorBlocks();
  }

  private boolean factorBlocks() {
    for (int block = 0; block < blocks; block++) {
      if (!factors.factor(block)) {
        return false;
      }
    }
    return true;
  }

  /** Solves with the factors; {@code b} and {@code x} may be the same. */
  void solve(StateVector b, StateVector x) {
    b.copyTo(numbers, 0);
    for (int block = 0; block < blocks; block++) {
      factors.solve(block, numbers, block * size);
    }
    x.copyFrom(numbers, 0);
  }
}
