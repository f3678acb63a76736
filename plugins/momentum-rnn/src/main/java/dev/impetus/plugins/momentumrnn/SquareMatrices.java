// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.Float64Blas;
import dev.impetus.kernel.Float64NativeArray;
import dev.impetus.kernel.ProductLayout;

/** CellArithmetic of float64 matrices of one size n × n, row-major. For one thread. */
final class SquareMatrices implements AutoCloseable {

  private final int n;
  private final Float64Blas blas = new Float64Blas();
  private final Float64NativeArray left;
  private final Float64NativeArray right;
  private final Float64NativeArray product;

  SquareMatrices(int n) {
    this.n = n;
    left = new Float64NativeArray(n * n);
    right = new Float64NativeArray(n * n);
    product = new Float64NativeArray(n * n);
  }

  /** Rows and columns. */
  int size() {
    return n;
  }

  /** A B. */
  double[] multiply(double[] a, double[] b) {
    return multiply(a, false, b, false);
  }

  /** op(A) op(B), where op transposes or not. */
  double[] multiply(double[] a, boolean transposeA, double[] b, boolean transposeB) {
    left.put(0, a, 0, n * n);
    right.put(0, b, 0, n * n);
    blas.multiply(
        ProductLayout.of(n, n, n, transposeA, transposeB), 1, left, 0, right, 0, 0, product, 0);
    double[] out = new double[n * n];
    product.get(0, out, 0, n * n);
    return out;
  }

  double[] identity() {
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    return identity;
  }

  double[] transpose(double[] a) {
    double[] out = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        out[j * n + i] = a[i * n + j];
      }
    }
    return out;
  }

  /** a A + b B. */
  static double[] combine(double a, double[] x, double b, double[] y) {
    double[] out = new double[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a * x[i] + b * y[i];
    }
    return out;
  }

  /** The largest sum of magnitudes in a row. */
  double norm(double[] a) {
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.abs(a[i * n + j]);
      }
      norm = Math.max(norm, sum);
    }
    return norm;
  }

  /**
   * The nearest orthogonal matrix to one that is nearly so, U Vᵀ of its singular value
   * decomposition, by the Newton–Schulz iteration Y ← Y (3 I - YᵀY) / 2 (Higham, Functions of
   * Matrices, 2008, section 8.3).
   */
  double[] nearestOrthogonal(double[] a) {
    double[] y = a;
    for (int i = 0; i < 30; i++) {
      double[] square = multiply(y, true, y, false);
      double off = norm(combine(1, square, -1, identity()));
      if (off < 1e-14 * n) {
        return y;
      }
      if (!(off < 1)) {
        throw new IllegalStateException("a matrix that should be orthogonal is not by far: " + off);
      }
      y = multiply(y, combine(-0.5, square, 1.5, identity()));
    }
    return y;
  }

  @Override
  public void close() {
    left.close();
    right.close();
    product.close();
  }
}
