// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.Reduction;
import dev.impetus.plugins.fused.Operation.Rowwise;

/** Reductions over the middle axis of [outer, count, inner], and functions of rows. */
final class Float64Reductions {

  /** Numbers that are added at once: several vector registers. */
  private static final int WIDE = 128;

  private Float64Reductions() {}

  static Step reduce(Reduction operation, double[] out, double[] in) {
    double scale = operation.scale();
    int outer = operation.outer();
    int count = operation.count();
    int inner = operation.inner();
    if (inner == 1) {
      return switch (operation.combiner()) {
        case SUM -> () -> sumRows(out, in, outer, count, scale);
        case MAX -> () -> maxRows(out, in, outer, count, 1);
        case MIN -> () -> maxRows(out, in, outer, count, -1);
      };
    }
    int together = Math.max(1, Math.min(count, WIDE / inner));
    double[] row = new double[inner];
    double[] total = new double[inner];
    double[] rows = new double[together * inner];
    double[] totals = new double[together * inner];
    return switch (operation.combiner()) {
      case SUM -> () -> sumColumns(out, in, outer, count, inner, scale, rows, totals);
      case MAX -> () -> maxColumns(out, in, outer, count, 1, row, total);
      case MIN -> () -> maxColumns(out, in, outer, count, -1, row, total);
    };
  }

  /** Four partial sums: shorter chains of additions, and smaller rounding errors. */
  private static void sumRows(double[] out, double[] in, int rows, int width, double scale) {
    for (int r = 0; r < rows; r++) {
      int at = r * width;
      int end = at + width;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (; at + 3 < end; at += 4) {
        s0 += in[at];
        s1 += in[at + 1];
        s2 += in[at + 2];
        s3 += in[at + 3];
      }
      for (; at < end; at++) {
        s0 += in[at];
      }
      out[r] = scale * (s0 + s1 + (s2 + s3));
    }
  }

  /** The largest number, or the smallest for sign -1. */
  private static void maxRows(double[] out, double[] in, int rows, int width, double sign) {
    for (int r = 0, at = 0; r < rows; r++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < width; i++) {
        max = Math.max(max, sign * in[at++]);
      }
      out[r] = sign * max;
    }
  }

  /**
   * Adds several short rows at once as one long row, and the parts of the sum at the end. Copies
   * what it adds first, because loops over two offsets are not vectorised.
   */
  private static void sumColumns(
      double[] out,
      double[] in,
      int outer,
      int count,
      int inner,
      double scale,
      double[] rows,
      double[] totals) {
    for (int o = 0; o < outer; o++) {
      int at = o * count * inner;
      int end = at + count * inner;
      System.arraycopy(in, at, totals, 0, totals.length);
      for (at += totals.length; at < end; at += rows.length) {
        int length = Math.min(rows.length, end - at);
        System.arraycopy(in, at, rows, 0, length);
        Float64Loops.add(totals, totals, rows, 0, length);
      }
      for (int part = inner; part < totals.length; part += inner) {
        for (int i = 0; i < inner; i++) {
          totals[i] += totals[part + i];
        }
      }
      Float64Loops.scale(totals, totals, scale, 0, inner);
      System.arraycopy(totals, 0, out, o * inner, inner);
    }
  }

  private static void maxColumns(
      double[] out, double[] in, int outer, int count, double sign, double[] row, double[] total) {
    int inner = row.length;
    for (int o = 0; o < outer; o++) {
      System.arraycopy(in, o * count * inner, total, 0, inner);
      Float64Loops.scale(total, total, sign, 0, inner);
      for (int c = 1; c < count; c++) {
        System.arraycopy(in, (o * count + c) * inner, row, 0, inner);
        Float64Loops.scale(row, row, sign, 0, inner);
        Float64Loops.max(total, total, row, 0, inner);
      }
      Float64Loops.scale(total, total, sign, 0, inner);
      System.arraycopy(total, 0, out, o * inner, inner);
    }
  }

  static Step rowwise(Rowwise operation, double[] out, double[]... in) {
    int width = operation.width();
    return switch (operation.function()) {
      case SOFTMAX -> () -> softmax(out, in[0], width);
      case LOG_SOFTMAX -> () -> logSoftmax(out, in[0], width);
      case SOFTMAX_BACKWARD -> () -> softmaxBackward(out, in[0], in[1], width);
      case LOG_SOFTMAX_BACKWARD -> () -> logSoftmaxBackward(out, in[0], in[1], width);
    };
  }

  private static void softmax(double[] out, double[] x, int width) {
    for (int from = 0; from < out.length; from += width) {
      double max = rowMax(x, from, width);
      double sum = 0;
      for (int i = from; i < from + width; i++) {
        double e = Math.exp(x[i] - max);
        out[i] = e;
        sum += e;
      }
      for (int i = from; i < from + width; i++) {
        out[i] /= sum;
      }
    }
  }

  private static void logSoftmax(double[] out, double[] x, int width) {
    for (int from = 0; from < out.length; from += width) {
      double max = rowMax(x, from, width);
      double sum = 0;
      for (int i = from; i < from + width; i++) {
        sum += Math.exp(x[i] - max);
      }
      double logarithm = Math.log(sum);
      for (int i = from; i < from + width; i++) {
        out[i] = x[i] - max - logarithm;
      }
    }
  }

  private static double rowMax(double[] x, int from, int width) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + width; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  /** y (g − Σ g·y). */
  private static void softmaxBackward(double[] out, double[] y, double[] g, int width) {
    for (int from = 0; from < out.length; from += width) {
      double dot = 0;
      for (int i = from; i < from + width; i++) {
        dot += y[i] * g[i];
      }
      for (int i = from; i < from + width; i++) {
        out[i] = y[i] * (g[i] - dot);
      }
    }
  }

  /** g − eʸ Σ g. */
  private static void logSoftmaxBackward(double[] out, double[] y, double[] g, int width) {
    for (int from = 0; from < out.length; from += width) {
      double sum = 0;
      for (int i = from; i < from + width; i++) {
        sum += g[i];
      }
      for (int i = from; i < from + width; i++) {
        out[i] = g[i] - Math.exp(y[i]) * sum;
      }
    }
  }
}
