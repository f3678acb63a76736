// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

/** Sums of any number of states, made of the kernels' short ones, block by block. */
final class Float32Sums {

  private Float32Sums() {}

  /**
   * {@code out ← c0 x0 + h Σ w[i] terms[i]}, i from {@code j} to {@code count - 1}, for {@code n}
   * numbers from {@code from} on; the terms fit and have no zero weights.
   */
  static void set(
      Float32State out,
      boolean aligned,
      int from,
      int n,
      float c0,
      Float32State x0,
      double h,
      double[] w,
      StateVector[] terms,
      int j,
      int count) {
    int end = from + n;
    for (int start = from; start < end; start += Float32Kernels.BLOCK) {
      int length = Math.min(Float32Kernels.BLOCK, end - start);
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
      Float32State out,
      Float32State x0,
      float[] h,
      double[] w,
      StateVector[] terms,
      int j,
      int count) {
    if (j == count) {
      out.copyFrom(x0);
      return;
    }
    int end = out.size();
    for (int from = 0; from < end; from += Float32Kernels.BLOCK) {
      int to = Math.min(from + Float32Kernels.BLOCK, end);
      float[] base = x0.array();
      for (int i = j; i < count; i += 3) {
        int second = Math.min(i + 1, count - 1);
        int third = Math.min(i + 2, count - 1);
        Float32Kernels.steps(
            from,
            to,
            out.array(),
            base,
            h,
            count - i,
            (float) w[i],
            array(terms[i]),
            (float) w[second],
            array(terms[second]),
            (float) w[third],
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
      Float32State out,
      int[] rows,
      int n,
      Float32State x0,
      double[] h,
      double[][] w,
      StateVector[] terms,
      int count) {
    float[] base = x0.array();
    for (int i = 0; i < count; i += 3) {
      int second = Math.min(i + 1, count - 1);
      int third = Math.min(i + 2, count - 1);
      Float32Kernels.rowSteps(
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
      float[] out,
      int from,
      int to,
      float c0,
      float[] x0,
      double h,
      double[] w,
      StateVector[] terms,
      int j,
      int count) {
    switch (count - j) {
      case 0 -> Float32Kernels.sum1(from, to, out, c0, x0);
      case 1 -> Float32Kernels.sum2(from, to, out, c0, x0, (float) (h * w[j]), array(terms[j]));
      case 2 ->
          Float32Kernels.sum3(
              from,
              to,
              out,
              c0,
              x0,
              (float) (h * w[j]),
              array(terms[j]),
              (float) (h * w[j + 1]),
              array(terms[j + 1]));
      case 3 ->
          Float32Kernels.sum4(
              from,
              to,
              out,
              c0,
              x0,
              (float) (h * w[j]),
              array(terms[j]),
              (float) (h * w[j + 1]),
              array(terms[j + 1]),
              (float) (h * w[j + 2]),
              array(terms[j + 2]));
      default ->
          Float32Kernels.sum5(
              from,
              to,
              out,
              c0,
              x0,
              (float) (h * w[j]),
              array(terms[j]),
              (float) (h * w[j + 1]),
              array(terms[j + 1]),
              (float) (h * w[j + 2]),
              array(terms[j + 2]),
              (float) (h * w[j + 3]),
              array(terms[j + 3]));
    }
    if (count - j > 4) {
      sumAligned(out, from, to, 1, out, h, w, terms, j + 4, count);
    }
  }

  private static void sumShifted(
      Float32State out,
      int from,
      int n,
      float c0,
      Float32State x0,
      double h,
      double[] w,
      StateVector[] terms,
      int j,
      int count) {
    switch (count - j) {
      case 0 ->
          Float32Kernels.shifted1(
              n, out.array(), out.offset() + from, c0, x0.array(), x0.offset() + from);
      case 1 ->
          Float32Kernels.shifted2(
              n,
              out.array(),
              out.offset() + from,
              c0,
              x0.array(),
              x0.offset() + from,
              (float) (h * w[j]),
              array(terms[j]),
              offset(terms[j]) + from);
      default ->
          Float32Kernels.shifted3(
              n,
              out.array(),
              out.offset() + from,
              c0,
              x0.array(),
              x0.offset() + from,
              (float) (h * w[j]),
              array(terms[j]),
              offset(terms[j]) + from,
              (float) (h * w[j + 1]),
              array(terms[j + 1]),
              offset(terms[j + 1]) + from);
    }
    if (count - j > 2) {
      sumShifted(out, from, n, 1, out, h, w, terms, j + 2, count);
    }
  }

  /** The array of a term that was checked before. */
  private static float[] array(StateVector term) {
    return ((Float32State) term).array();
  }

  private static int offset(StateVector term) {
    return ((Float32State) term).offset();
  }
}
