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

  /** The sum of {@code (e / (atol + rtol max(|a|, |b|)))²}, in double. */
  static double weightedSquares(
      int n, double[] e, int eo, double[] a, int ao, double[] b, int bo, double rtol, double atol) {
    double s0 = 0;
    double s1 = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      double q0 = relative(e[eo + i], a[ao + i], b[bo + i], rtol, atol);
      double q1 = relative(e[eo + i + 1], a[ao + i + 1], b[bo + i + 1], rtol, atol);
      s0 += q0 * q0;
      s1 += q1 * q1;
    }
    if (i < n) {
      double q = relative(e[eo + i], a[ao + i], b[bo + i], rtol, atol);
      s0 += q * q;
    }
    return s0 + s1;
  }

  private static double relative(double e, double a, double b, double rtol, double atol) {
    double magnitudeA = Math.abs(a);
    double magnitudeB = Math.abs(b);
    return e / (atol + rtol * (magnitudeA > magnitudeB ? magnitudeA : magnitudeB));
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
