// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import java.util.random.RandomGenerator;

/**
 * Rotations of n dimensions, uniformly distributed (Haar's measure on SO(n)): a rotation turns n/2
 * planes that are orthogonal to each other, each by an angle. As the measure does not change when a
 * rotation is seen in another orthonormal basis, angles and planes are independent of each other,
 * and the planes are those of a uniformly distributed basis.
 */
final class HaarRotations {

  private static final int BISECTIONS = 60;

  private HaarRotations() {}

  /** The n/2 angles, in [0, π], largest first. */
  static double[] angles(int n, RandomGenerator random) {
    double[][] q = basis(n, random);
    if (hasNegativeDeterminant(q)) {
      for (int i = 0; i < n; i++) {
        q[0][i] = -q[0][i];
      }
    }
    // Each cosine is twice an eigenvalue of the symmetric part.
    double[][] symmetric = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        symmetric[i][j] = (q[i][j] + q[j][i]) / 2;
      }
    }
    double[] beside = tridiagonalize(symmetric);
    double[] angles = new double[n / 2];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = Math.acos(eigenvalue(symmetric, beside, 2 * i));
    }
    return angles;
  }

  /**
   * The skew-symmetric matrix that has such entries in the planes of a uniformly distributed basis.
   *
   * @return the entries above the diagonal, row by row
   */
  static double[] turned(int n, double[] planes, RandomGenerator random) {
    double[][] v = basis(n, random);
    double[] entries = new double[n * (n - 1) / 2];
    int entry = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < planes.length; k++) {
          sum += planes[k] * (v[i][2 * k] * v[j][2 * k + 1] - v[i][2 * k + 1] * v[j][2 * k]);
        }
        entries[entry++] = sum;
      }
    }
    return entries;
  }

  private static double[][] basis(int n, RandomGenerator random) {
    double[] flat = new double[n * n];
    InitialWeights.orthogonal(flat, 0, n, n, random);
    double[][] basis = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(flat, i * n, basis[i], 0, n);
    }
    return basis;
  }

  /** By elimination with the largest pivot of each column. */
  private static boolean hasNegativeDeterminant(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
    }
    boolean negative = false;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      negative ^= (pivot != k) ^ (row[k] < 0);
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / row[k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * row[j];
        }
      }
    }
    return negative;
  }

  /**
   * Householder's reduction of a symmetric matrix to a tridiagonal one of the same eigenvalues
   * (Golub and Van Loan, Matrix Computations, section 8.3.1). Its diagonal becomes that of {@code
   * a}; what stands beside it is returned.
   */
  private static double[] tridiagonalize(double[][] a) {
    int n = a.length;
    double[] beside = new double[n];
    double[] v = new double[n];
    double[] p = new double[n];
    for (int k = 0; k + 1 < n; k++) {
      double square = 0;
      for (int i = k + 1; i < n; i++) {
        v[i] = a[i][k];
        square += v[i] * v[i];
      }
      beside[k] = v[k + 1] > 0 ? -Math.sqrt(square) : Math.sqrt(square);
      v[k + 1] -= beside[k];
      double length = square - a[k + 1][k] * a[k + 1][k] + v[k + 1] * v[k + 1];
      if (length > 0) {
        reflect(a, v, p, 2 / length, k + 1);
      }
    }
    return beside;
  }

  /** A ← H A H with H = I - β v vᵀ, on the rows and columns from {@code first} on. */
  private static void reflect(double[][] a, double[] v, double[] p, double beta, int first) {
    int n = a.length;
    double sum = 0;
    for (int i = first; i < n; i++) {
      p[i] = 0;
      for (int j = first; j < n; j++) {
        p[i] += beta * a[i][j] * v[j];
      }
      sum += p[i] * v[i];
    }
    for (int i = first; i < n; i++) {
      p[i] -= beta / 2 * sum * v[i];
    }
    for (int i = first; i < n; i++) {
      for (int j = first; j < n; j++) {
        a[i][j] -= v[i] * p[j] + p[i] * v[j];
      }
    }
  }

  /** The eigenvalue of that number, from the smallest; in [-1, 1]. By bisection. */
  private static double eigenvalue(double[][] diagonal, double[] beside, int number) {
    double low = -1;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (below(diagonal, beside, middle) > number) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Eigenvalues below x: the negative pivots of the matrix less x (Sturm's sequence). */
  private static int below(double[][] diagonal, double[] beside, double x) {
    int count = 0;
    double pivot = 1;
    for (int i = 0; i < diagonal.length; i++) {
      double square = i == 0 ? 0 : beside[i - 1] * beside[i - 1];
      pivot = diagonal[i][i] - x - square / pivot;
      if (pivot == 0) {
        pivot = -Double.MIN_NORMAL;
      }
      count += pivot < 0 ? 1 : 0;
    }
    return count;
  }
}
