// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/** Maps from skew-symmetric to orthogonal matrices, with their adjoint derivatives. */
enum OrthogonalMap {

  /** The matrix exponential (Lezcano-Casado and Martínez-Rubio, ICML 2019). */
  EXPONENTIAL {
    @Override
    double entryOfAngle(double angle) {
      return angle;
    }

    @Override
    double[] apply(SquareMatrices on, double[] skew) {
      return exponential(on, skew, null)[0];
    }

    @Override
    double[] pullBack(SquareMatrices on, double[] skew, double[] image, double[] cotangent) {
      // ⟨Ḡ, L(X, E)⟩ = ⟨L(Xᵀ, Ḡ), E⟩, L being the derivative of exp.
      return exponential(on, on.transpose(skew), cotangent)[1];
    }
  },

  /** Cayley's map (I + X)⁻¹ (I - X) (Helfrich, Willmott and Ye, ICML 2018). */
  CAYLEY {
    @Override
    double entryOfAngle(double angle) {
      return -Math.tan(angle / 2);
    }

    @Override
    double[] apply(SquareMatrices on, double[] skew) {
      double[] identity = on.identity();
      double[] sum = SquareMatrices.combine(1, identity, 1, skew);
      double[] difference = SquareMatrices.combine(1, identity, -1, skew);
      return solve(sum, difference, on.size());
    }

    @Override
    double[] pullBack(SquareMatrices on, double[] skew, double[] image, double[] cotangent) {
      // dB = -(I + X)⁻¹ dX (I + B)
      double[] identity = on.identity();
      double[] transposed = SquareMatrices.combine(1, identity, -1, skew);
      double[] solved = solve(transposed, cotangent, on.size());
      return SquareMatrices.combine(
          -1,
          on.multiply(solved, false, SquareMatrices.combine(1, identity, 1, image), true),
          0,
          solved);
    }
  };

  /** Terms of the exponential's series. */
  private static final int DEGREE = 12;

  /** Below it the series of that degree is exact to rounding: 2⁻²·¹³/13! = 2.4e-18. */
  private static final double SERIES_NORM = 0.25;

  /** The entry of a 2 × 2 skew-symmetric matrix that becomes a rotation by this angle. */
  abstract double entryOfAngle(double angle);

  /** The orthogonal matrix. */
  abstract double[] apply(SquareMatrices on, double[] skew);

  /** The cotangent of the skew-symmetric matrix, all of its entries counting as free. */
  abstract double[] pullBack(SquareMatrices on, double[] skew, double[] image, double[] cotangent);

  /**
   * exp X and, for a direction E, its derivative L(X, E): scaling and squaring of pairs of value
   * and derivative, as (A, A')(B, B') = (A B, A B' + A' B).
   */
  private static double[][] exponential(SquareMatrices on, double[] x, double[] direction) {
    int halvings = Math.max(0, 2 + Math.getExponent(Math.max(on.norm(x), SERIES_NORM / 2)) + 1);
    double scale = Math.scalb(1.0, -halvings);
    double[][] scaled = {
      SquareMatrices.combine(scale, x, 0, x),
      direction == null ? null : SquareMatrices.combine(scale, direction, 0, direction)
    };
    double[][] sum = {on.identity(), direction == null ? null : new double[x.length]};
    // Horner's rule: 1 + X/1 (1 + X/2 (1 + …)).
    for (int k = DEGREE; k >= 1; k--) {
      sum = multiply(on, scaled, sum);
      sum[0] = SquareMatrices.combine(1, on.identity(), 1.0 / k, sum[0]);
      if (direction != null) {
        sum[1] = SquareMatrices.combine(1.0 / k, sum[1], 0, sum[1]);
      }
    }
    for (int i = 0; i < halvings; i++) {
      sum = multiply(on, sum, sum);
    }
    return sum;
  }

  private static double[][] multiply(SquareMatrices on, double[][] a, double[][] b) {
    double[] value = on.multiply(a[0], b[0]);
    if (a[1] == null) {
      return new double[][] {value, null};
    }
    double[] derivative =
        SquareMatrices.combine(1, on.multiply(a[0], b[1]), 1, on.multiply(a[1], b[0]));
    return new double[][] {value, derivative};
  }

  /**
   * A⁻¹ B by elimination. A is the identity plus a skew-symmetric matrix, all of whose leading
   * minors are at least 1, so that no pivoting is needed.
   */
  private static double[] solve(double[] a, double[] b, int n) {
    double[] lu = a.clone();
    double[] x = b.clone();
    for (int k = 0; k < n; k++) {
      for (int i = k + 1; i < n; i++) {
        double factor = lu[i * n + k] / lu[k * n + k];
        if (factor != 0) {
          addRow(lu, i, -factor, k, k, n);
          addRow(x, i, -factor, k, 0, n);
        }
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = 0; j < n; j++) {
        x[k * n + j] /= lu[k * n + k];
      }
      for (int i = 0; i < k; i++) {
        addRow(x, i, -lu[i * n + k], k, 0, n);
      }
    }
    return x;
  }

  private static void addRow(double[] m, int target, double factor, int source, int from, int n) {
    for (int j = from; j < n; j++) {
      m[target * n + j] += factor * m[source * n + j];
    }
  }
}
