// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.StateVector;

/**
 * A matrix on states, taken from its products with unit vectors: one dense block of all numbers, or
 * where rows are independent a block a row, of which one product gives a column each.
 */
final class BlockMatrix {

  private final int blocks;
  private final int size;
  private final double[][][] entries;
  private final LuFactors[] factors;
  private final StateVector unit;
  private final StateVector image;
  private final double[] numbers;

  BlockMatrix(StateVector like, boolean rowsIndependent) {
    blocks = rowsIndependent ? like.rows() : 1;
    size = like.size() / blocks;
    entries = new double[blocks][size][size];
    factors = new LuFactors[blocks];
    for (int block = 0; block < blocks; block++) {
      factors[block] = new LuFactors(size);
    }
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
      for (int block = 0; block < blocks; block++) {
        for (int i = 0; i < size; i++) {
          entries[block][i][column] = numbers[block * size + i];
        }
      }
    }
  }

  /** An entry of the block to which a row belongs. */
  interface Entry {
    double of(int row, boolean diagonal, double entry);
  }

  /** Factors the matrix whose entries are functions of those that were read. */
  boolean factor(Entry function) {
    int rowsInBlock = unit.rows() / blocks;
    for (int block = 0; block < blocks; block++) {
      double[][] target = factors[block].matrix();
      for (int i = 0; i < size; i++) {
        int row = block * rowsInBlock + i / unit.width();
        for (int j = 0; j < size; j++) {
          target[i][j] = function.of(row, i == j, entries[block][i][j]);
        }
      }
      if (!factors[block].factor()) {
        return false;
      }
    }
    return true;
  }

  /** Solves with the factors; {@code b} and {@code x} may be the same. */
  void solve(StateVector b, StateVector x) {
    b.copyTo(numbers, 0);
    for (int block = 0; block < blocks; block++) {
      factors[block].solve(numbers, block * size);
    }
    x.copyFrom(numbers, 0);
  }
}
