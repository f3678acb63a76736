// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

/** Sums of any number of states, made of the kernels' short ones, block by block. */
final class Float64Sums {

  private Float64Sums() {}

  /**
   * {@code out ← c0 x0 + h Σ w[i] terms[i]}, i from {@code j} to {@code count - 1}, for {@code n}
   * numbers from {@code from} on; the terms fit and have no zero weights.
   */
  static void set(
      Float64State out,
      boolean aligned,
      int from,
      int n,
      double c0,
      Float64State x0,
      double h,
      double[] w,
      StateVector[] terms,
      int j,
      int count) {
    int end = from + n;
    for (int start = from; start < end; start += Float64Kernels.BLOCK) {
      int length = Math.min(Float64Kernels.BLOCK, end - start);
      if (aligned) {
        int at = out.offset() + start;
        sumAligned(out.array(), at, at + length, c0, x0.array(), h, w, terms, j, count);
      } else {
        sumShifted(out, start, length, c0, x0, h, w, terms, j, count);
      }
    }
  }

  /**
   * {@code out ← x0 + h Σ w[i] terms[i]}, i from {@code j} to {@code count - 1}, with a step for
   * each number; everything lies from subscript 0 on.
   */
  static void setSpread(
      Float64State out,
      Float64State x0,
      double[] h,
      double[] w,
      StateVector[] terms,
      int j,
      int count) {
    if (j == count) {
      out.copyFrom(x0);
      return;
    }
    int end = out.size();
    for (int from = 0; from < end; from += Float64Kernels.BLOCK) {
      int to = Math.min(from + Float64Kernels.BLOCK, end);
      double[] base = x0.array();
      for (int i = j; i < count; i += 3) {
        int second = Math.min(i + 1, count - 1);
        int third = Math.min(i + 2, count - 1);
        Float64Kernels.steps(
            from,
            to,
            out.array(),
            base,
            h,
            count - i,
            w[i],
            array(terms[i]),
            w[second],
            array(terms[second]),
            w[third],
            array(terms[third]));
        base = out.array();
      }
    }
  }

  /**
   * {@code out ← x0 + h Σ w[i] terms[i]} in some rows, each with a step and weights of its own;
   * everything lies from subscript 0 on.
   */
  static void setRows(
      Float64State out,
      int[] rows,
      int n,
      Float64State x0,
      double[] h,
      double[][] w,
      StateVector[] terms,
      int count) {
    double[] base = x0.array();
    for (int i = 0; i < count; i += 3) {
      int second = Math.min(i + 1, count - 1);
      int third = Math.min(i + 2, count - 1);
      Float64Kernels.rowSteps(
          rows,
          n,
          out.width(),
          out.array(),
          base,
          h,
          count - i,
          w[i],
          array(terms[i]),
          w[second],
          array(terms[second]),
          w[third],
          array(terms[third]));
      base = out.array();
    }
  }

  private static void sumAligned(
      double[] out,
      int from,
      int to,
      double c0,
      double[] x0,
      double h,
      double[] w,
      StateVector[] terms,
      int j,
      int count) {
    switch (count - j) {
      case 0 -> Float64Kernels.sum1(from, to, out, c0, x0);
      case 1 -> Float64Kernels.sum2(from, to, out, c0, x0, h * w[j], array(terms[j]));
      case 2 ->
          Float64Kernels.sum3(
              from, to, out, c0, x0, h * w[j], array(terms[j]), h * w[j + 1], array(terms[j + 1]));
      case 3 ->
          Float64Kernels.sum4(
              from,
              to,
              out,
              c0,
              x0,
              h * w[j],
              array(terms[j]),
              h * w[j + 1],
              array(terms[j + 1]),
              h * w[j + 2],
              array(terms[j + 2]));
      default ->
          Float64Kernels.sum5(
              from,
              to,
              out,
              c0,
              x0,
              h * w[j],
              array(terms[j]),
              h * w[j + 1],
              array(terms[j + 1]),
              h * w[j + 2],
              array(terms[j + 2]),
              h * w[j + 3],
              array(terms[j + 3]));
    }
    if (count - j > 4) {
      sumAligned(out, from, to, 1, out, h, w, terms, j + 4, count);
    }
  }

  private static void sumShifted(
      Float64State out,
      int from,
      int n,
      double c0,
      Float64State x0,
      double h,
      double[] w,
      StateVector[] terms,
      int j,
      int count) {
    switch (count - j) {
      case 0 ->
          Float64Kernels.shifted1(
              n, out.array(), out.offset() + from, c0, x0.array(), x0.offset() + from);
      case 1 ->
          Float64Kernels.shifted2(
              n,
              out.array(),
              out.offset() + from,
              c0,
              x0.array(),
              x0.offset() + from,
              h * w[j],
              array(terms[j]),
              offset(terms[j]) + from);
      default ->
          Float64Kernels.shifted3(
              n,
              out.array(),
              out.offset() + from,
              c0,
              x0.array(),
              x0.offset() + from,
              h * w[j],
              array(terms[j]),
              offset(terms[j]) + from,
              h * w[j + 1],
              array(terms[j + 1]),
              offset(terms[j + 1]) + from);
    }
    if (count - j > 2) {
      sumShifted(out, from, n, 1, out, h, w, terms, j + 2, count);
    }
  }

  /** The array of a term that was checked before. */
  private static double[] array(StateVector term) {
    return ((Float64State) term).array();
  }

  private static int offset(StateVector term) {
    return ((Float64State) term).offset();
  }
}
