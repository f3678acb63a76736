// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

/**
 * Loops over double arrays that C2 turns into vector instructions. It does so up to five operands
 * with one common subscript, and up to three with subscripts of their own; with more it gives up
 * unrolling and needs ten times as long (JDK 17, AVX-512: 0.2 against 2–4 ns an element for seven
 * operands). Longer sums are therefore made of several of these, block by block, so that the target
 * stays in the first-level cache.
 */
final class Float64Kernels {

  /** Numbers in a block. */
  static final int BLOCK = 1024;

  private Float64Kernels() {}

  /** {@code out ← c0 x0} for the subscripts in [from, to). */
  static void sum1(int from, int to, double[] out, double c0, double[] x0) {
    for (int i = from; i < to; i++) {
      out[i] = c0 * x0[i];
    }
  }

  /** {@code out ← c0 x0 + c1 x1} for the subscripts in [from, to). */
  static void sum2(int from, int to, double[] out, double c0, double[] x0, double c1, double[] x1) {
    for (int i = from; i < to; i++) {
      out[i] = c0 * x0[i] + c1 * x1[i];
    }
  }

  /** {@code out ← c0 x0 + c1 x1 + c2 x2} for the subscripts in [from, to). */
  static void sum3(
      int from,
      int to,
      double[] out,
      double c0,
      double[] x0,
      double c1,
      double[] x1,
      double c2,
      double[] x2) {
    for (int i = from; i < to; i++) {
      out[i] = c0 * x0[i] + c1 * x1[i] + c2 * x2[i];
    }
  }

  /** {@code out ← c0 x0 + c1 x1 + c2 x2 + c3 x3} for the subscripts in [from, to). */
  static void sum4(
      int from,
      int to,
      double[] out,
      double c0,
      double[] x0,
      double c1,
      double[] x1,
      double c2,
      double[] x2,
      double c3,
      double[] x3) {
    for (int i = from; i < to; i++) {
      out[i] = c0 * x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i];
    }
  }

  /** {@code out ← c0 x0 + c1 x1 + c2 x2 + c3 x3 + c4 x4} for the subscripts in [from, to). */
  static void sum5(
      int from,
      int to,
      double[] out,
      double c0,
      double[] x0,
      double c1,
      double[] x1,
      double c2,
      double[] x2,
      double c3,
      double[] x3,
      double c4,
      double[] x4) {
    for (int i = from; i < to; i++) {
      out[i] = c0 * x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i] + c4 * x4[i];
    }
  }

  /** {@code out ← c0 x0} for n numbers, each array from its own offset on. */
  static void shifted1(int n, double[] out, int o, double c0, double[] x0, int o0) {
    for (int i = 0; i < n; i++) {
      out[o + i] = c0 * x0[o0 + i];
    }
  }

  /** {@code out ← c0 x0 + c1 x1} for n numbers, each array from its own offset on. */
  static void shifted2(
      int n, double[] out, int o, double c0, double[] x0, int o0, double c1, double[] x1, int o1) {
    for (int i = 0; i < n; i++) {
      out[o + i] = c0 * x0[o0 + i] + c1 * x1[o1 + i];
    }
  }

  /** {@code out ← c0 x0 + c1 x1 + c2 x2} for n numbers, each array from its own offset on. */
  static void shifted3(
      int n,
      double[] out,
      int o,
      double c0,
      double[] x0,
      int o0,
      double c1,
      double[] x1,
      int o1,
      double c2,
      double[] x2,
      int o2) {
    for (int i = 0; i < n; i++) {
      out[o + i] = c0 * x0[o0 + i] + c1 * x1[o1 + i] + c2 * x2[o2 + i];
    }
  }

  /** The sum of products in double; four partial sums, because one would wait for each addition. */
  static double dot(int n, double[] x, int xo, double[] y, int yo) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += x[xo + i] * y[yo + i];
      s1 += x[xo + i + 1] * y[yo + i + 1];
      s2 += x[xo + i + 2] * y[yo + i + 2];
      s3 += x[xo + i + 3] * y[yo + i + 3];
    }
    for (; i < n; i++) {
      s0 += x[xo + i] * y[yo + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** {@code q ← e / (atol + rtol max(|a|, |b|))} for the subscripts in [from, to). */
  static void quotients(
      int from, int to, double[] q, double[] e, double[] a, double[] b, double rtol, double atol) {
    for (int i = from; i < to; i++) {
      q[i] = e[i] / (atol + rtol * Math.max(Math.abs(a[i]), Math.abs(b[i])));
    }
  }

  /** The same for n subscripts from {@code from} on, each array but q with its own offset. */
  static void shiftedQuotients(
      int from,
      int n,
      double[] q,
      double[] e,
      int eo,
      double[] a,
      int ao,
      double[] b,
      int bo,
      double rtol,
      double atol) {
    for (int i = from; i < from + n; i++) {
      q[i] = e[eo + i] / (atol + rtol * Math.max(Math.abs(a[ao + i]), Math.abs(b[bo + i])));
    }
  }

  /** A tolerance as a number of this precision, in which one above 0 must not become 0. */
  static double tolerance(double value) {
    return value > 0 ? Math.max(value, Double.MIN_NORMAL) : 0;
  }

  /** The sum of squares of n numbers, in double. */
  static double squares(int n, double[] q, int o) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      double q0 = q[o + i];
      double q1 = q[o + i + 1];
      double q2 = q[o + i + 2];
      double q3 = q[o + i + 3];
      s0 += q0 * q0;
      s1 += q1 * q1;
      s2 += q2 * q2;
      s3 += q3 * q3;
    }
    for (; i < n; i++) {
      double q0 = q[o + i];
      s0 += q0 * q0;
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The sums of squares of rows, in double. */
  static void rowSquares(int rows, int width, double[] q, double[] out) {
    if (width == 2) {
      for (int row = 0; row < rows; row++) {
        double q0 = q[2 * row];
        double q1 = q[2 * row + 1];
        out[row] = q0 * q0 + q1 * q1;
      }
      return;
    }
    for (int row = 0; row < rows; row++) {
      out[row] = squares(width, q, row * width);
    }
  }

  /** The largest sum of squares of a row, in double; NaN if any is. */
  static double largestSquares(int rows, int width, double[] q) {
    double largest = 0;
    for (int row = 0; row < rows; row++) {
      double sum;
      if (width == 2) {
        double q0 = q[2 * row];
        double q1 = q[2 * row + 1];
        sum = q0 * q0 + q1 * q1;
      } else {
        sum = squares(width, q, row * width);
      }
      if (sum > largest) {
        largest = sum;
      } else if (Double.isNaN(sum)) {
        return sum;
      }
    }
    return largest;
  }

  /**
   * {@code out ← x0 + h w1 x1 + h w2 x2 + h w3 x3}, h being an array as well, for the subscripts in
   * [from, to). A count of terms below 3 leaves the last ones out.
   */
  static void steps(
      int from,
      int to,
      double[] out,
      double[] x0,
      double[] h,
      int terms,
      double w1,
      double[] x1,
      double w2,
      double[] x2,
      double w3,
      double[] x3) {
    if (terms == 1) {
      for (int i = from; i < to; i++) {
        out[i] = x0[i] + h[i] * w1 * x1[i];
      }
    } else if (terms == 2) {
      for (int i = from; i < to; i++) {
        out[i] = x0[i] + h[i] * w1 * x1[i] + h[i] * w2 * x2[i];
      }
    } else {
      for (int i = from; i < to; i++) {
        out[i] = x0[i] + h[i] * w1 * x1[i] + h[i] * w2 * x2[i] + h[i] * w3 * x3[i];
      }
    }
  }

  /**
   * {@code out ← x0 + h w1 x1 + h w2 x2 + h w3 x3} in n rows, where h has a number for each row of
   * the whole and the weights have one for each of the n. A count of terms below 3 leaves the last
   * ones out.
   */
  static void rowSteps(
      int[] rows,
      int n,
      int width,
      double[] out,
      double[] x0,
      double[] h,
      int terms,
      double[] w1,
      double[] x1,
      double[] w2,
      double[] x2,
      double[] w3,
      double[] x3) {
    for (int r = 0; r < n; r++) {
      int row = rows[r];
      int from = row * width;
      double c1 = (h[row] * w1[r]);
      double c2 = (h[row] * w2[r]);
      double c3 = (h[row] * w3[r]);
      if (terms == 1) {
        for (int i = from; i < from + width; i++) {
          out[i] = x0[i] + c1 * x1[i];
        }
      } else if (terms == 2) {
        for (int i = from; i < from + width; i++) {
          out[i] = x0[i] + c1 * x1[i] + c2 * x2[i];
        }
      } else if (width == 2) {
        out[from] = x0[from] + c1 * x1[from] + c2 * x2[from] + c3 * x3[from];
        int i = from + 1;
        out[i] = x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i];
      } else {
        for (int i = from; i < from + width; i++) {
          out[i] = x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i];
        }
      }
    }
  }

  /** {@code out ← h w x}, h being an array as well, for the subscripts in [from, to). */
  static void scaled(int from, int to, double[] out, double[] h, double w, double[] x) {
    for (int i = from; i < to; i++) {
      out[i] = h[i] * w * x[i];
    }
  }

  /** Whether all numbers are finite: {@code 0 x} is 0 for those and NaN for the others. */
  static boolean allFinite(int n, double[] x, int o) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += 0 * x[o + i];
      s1 += 0 * x[o + i + 1];
      s2 += 0 * x[o + i + 2];
      s3 += 0 * x[o + i + 3];
    }
    for (; i < n; i++) {
      s0 += 0 * x[o + i];
    }
    return s0 + s1 + s2 + s3 == 0;
  }
}
