// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

/**
 * The extreme eigenvalues of a symmetric tridiagonal matrix by bisection on Sturm's sign counts
 * (Golub, Van Loan, Matrix Computations, 4th ed. 2013, 8.4).
 */
final class TridiagonalSpectrum {

  private static final int HALVINGS = 60;

  private final double[] diagonal;
  private final double[] coupling;
  private final int size;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  /** The leading part of a matrix; {@code coupling[i]} stands between i and i + 1. */
  TridiagonalSpectrum(double[] diagonal, double[] coupling, int size) {
    this.diagonal = diagonal;
    this.coupling = coupling;
    this.size = size;
    for (int i = 0; i < size; i++) {
      double radius =
          (i > 0 ? Math.abs(coupling[i - 1]) : 0) + (i < size - 1 ? Math.abs(coupling[i]) : 0);
      low = Math.min(low, diagonal[i] - radius);
      high = Math.max(high, diagonal[i] + radius);
    }
  }

  double smallest() {
    return bisect(1);
  }

  double largest() {
    return bisect(size);
  }

  /** The eigenvalue below which and at which there are {@code rank} of them. */
  private double bisect(int rank) {
    double from = low;
    double to = high;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (from + to);
      if (countBelow(middle) >= rank) {
        to = middle;
      } else {
        from = middle;
      }
    }
    return 0.5 * (from + to);
  }

  private int countBelow(double x) {
    int count = 0;
    double pivot = 1;
    for (int i = 0; i < size; i++) {
      double square = i == 0 ? 0 : coupling[i - 1] * coupling[i - 1];
      pivot = diagonal[i] - x - square / pivot;
      if (pivot == 0) {
        pivot = -Double.MIN_NORMAL;
      }
      if (pivot < 0) {
        count++;
      }
    }
    return count;
  }
}
