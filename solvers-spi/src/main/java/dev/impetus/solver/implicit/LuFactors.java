// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

/**
 * The LU factors of a small dense matrix with row exchanges (Golub, Van Loan, Matrix Computations,
 * 4th ed. 2013, 3.4).
 */
final class LuFactors {

  private final int size;
  private final double[][] lu;
  private final int[] exchanged;

  LuFactors(int size) {
    this.size = size;
    lu = new double[size][size];
    exchanged = new int[size];
  }

  /** The rows into which a matrix is to be written before {@link #factor}. */
  double[][] matrix() {
    return lu;
  }

  /** Factors the matrix in place; false if it is singular or not finite. */
  boolean factor() {
    for (int k = 0; k < size; k++) {
      int pivot = k;
      for (int i = k + 1; i < size; i++) {
        if (Math.abs(lu[i][k]) > Math.abs(lu[pivot][k])) {
          pivot = i;
        }
      }
      exchanged[k] = pivot;
      double[] row = lu[k];
      lu[k] = lu[pivot];
      lu[pivot] = row;
      double diagonal = lu[k][k];
      if (diagonal == 0 || !Double.isFinite(diagonal)) {
        return false;
      }
      for (int i = k + 1; i < size; i++) {
        double factor = lu[i][k] / diagonal;
        lu[i][k] = factor;
        if (factor != 0) {
          for (int j = k + 1; j < size; j++) {
            lu[i][j] -= factor * lu[k][j];
          }
        }
      }
    }
    return true;
  }

  /** Overwrites {@code x[offset…]}, the right-hand side, with the solution of {@code A x = b}. */
  void solve(double[] x, int offset) {
    for (int k = 0; k < size; k++) {
      swap(x, offset + k, offset + exchanged[k]);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        x[offset + i] -= lu[i][j] * x[offset + j];
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int j = i + 1; j < size; j++) {
        x[offset + i] -= lu[i][j] * x[offset + j];
      }
      x[offset + i] /= lu[i][i];
    }
  }

  private static void swap(double[] x, int i, int j) {
    double value = x[i];
    x[i] = x[j];
    x[j] = value;
  }
}
