// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

/**
 * The LU factors of small dense matrices of one size with row exchanges (Golub, Van Loan, Matrix
 * Computations, 4th ed. 2013, 3.4), one matrix after the other in one array.
 */
final class LuFactors {

  private final int size;
  private final double[] lu;
  private final int[] exchanged;

  LuFactors(int matrices, int size) {
    this.size = size;
    lu = new double[matrices * size * size];
    exchanged = new int[matrices * size];
  }

  /**
   * The array into which the matrices are to be written, row by row, before {@link #factor}; it
   * holds the factors afterwards.
   */
  double[] numbers() {
    return lu;
  }

  /** Factors a matrix in place; false if it is singular or not finite. */
  boolean factor(int matrix) {
    int start = matrix * size * size;
    for (int k = 0; k < size; k++) {
      int pivot = pivot(start, k);
      exchanged[matrix * size + k] = pivot;
      int rowK = start + k * size;
      if (pivot != k) {
        int rowPivot = start + pivot * size;
        for (int j = 0; j < size; j++) {
          swap(lu, rowK + j, rowPivot + j);
        }
      }
      double diagonal = lu[rowK + k];
      if (diagonal == 0 || !Double.isFinite(diagonal)) {
        return false;
      }
      for (int i = k + 1; i < size; i++) {
        int rowI = start + i * size;
        double factor = lu[rowI + k] / diagonal;
        lu[rowI + k] = factor;
        if (factor != 0) {
          for (int j = k + 1; j < size; j++) {
            lu[rowI + j] -= factor * lu[rowK + j];
          }
        }
      }
    }
    return true;
  }

  /** The row at or below k with the largest number in column k. */
  private int pivot(int start, int k) {
    int pivot = k;
    double largest = Math.abs(lu[start + k * size + k]);
    for (int i = k + 1; i < size; i++) {
      double candidate = Math.abs(lu[start + i * size + k]);
      if (candidate > largest) {
        largest = candidate;
        pivot = i;
      }
    }
    return pivot;
  }

  /** Overwrites {@code x[offset…]}, the right-hand side, with the solution of {@code A x = b}. */
  void solve(int matrix, double[] x, int offset) {
    int start = matrix * size * size;
    for (int k = 0; k < size; k++) {
      swap(x, offset + k, offset + exchanged[matrix * size + k]);
    }
    for (int i = 1; i < size; i++) {
      int row = start + i * size;
      double value = x[offset + i];
      for (int j = 0; j < i; j++) {
        value -= lu[row + j] * x[offset + j];
      }
      x[offset + i] = value;
    }
    for (int i = size - 1; i >= 0; i--) {
      int row = start + i * size;
      double value = x[offset + i];
      for (int j = i + 1; j < size; j++) {
        value -= lu[row + j] * x[offset + j];
      }
      x[offset + i] = value / lu[row + i];
    }
  }

  private static void swap(double[] x, int i, int j) {
    double value = x[i];
    x[i] = x[j];
    x[j] = value;
  }
}
