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

  /** Works stretch by stretch; sums are added in the same order whatever the stretches are. */
  static Step reduce(Reduction operation, double[] out, double[] in) {
    double scale = operation.scale();
    int outer = operation.outer();
    int count = operation.count();
    int inner = operation.inner();
    if (inner == 1) {
      double[] parts = new double[4];
      PositionStep.Kernel kernel =
          switch (operation.combiner()) {
            case SUM -> (from, to) -> sumRows(out, in, from, to, count, scale, parts);
            case MAX -> (from, to) -> maxRows(out, in, from, to, count, 1, parts);
            case MIN -> (from, to) -> maxRows(out, in, from, to, count, -1, parts);
          };
      return PositionStep.ofBlocks(outer, count, parts.length, kernel);
    }
    int together = Math.max(1, Math.min(count, WIDE / inner));
    double[] row = new double[inner];
    double[] total = new double[inner];
    double[] rows = new double[together * inner];
    double[] totals = new double[together * inner];
    return switch (operation.combiner()) {
      case SUM ->
          PositionStep.ofBlocks(
              outer,
              count * inner,
              rows.length,
              (from, to) -> sumColumns(out, in, from, to, count, inner, scale, rows, totals));
      case MAX ->
          PositionStep.ofBlocks(
              outer,
              count * inner,
              inner,
              (from, to) -> maxColumns(out, in, from, to, count, 1, row, total));
      case MIN ->
          PositionStep.ofBlocks(
              outer,
              count * inner,
              inner,
              (from, to) -> maxColumns(out, in, from, to, count, -1, row, total));
    };
  }

  /**
   * Four partial sums: shorter chains of additions, and smaller rounding errors. They are kept in
   * parts where the only row goes on in the next stretch.
   */
  private static void sumRows(
      double[] out, double[] in, int from, int to, int width, double scale, double[] parts) {
    if (to - from < width) {
      sumRowsInPart(in, from, to, parts);
      if (to == width) {
        out[0] = scale * (parts[0] + parts[1] + (parts[2] + parts[3]));
      }
      return;
    }
    int rows = to / width;
    for (int r = from / width; r < rows; r++) {
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

  private static void sumRowsInPart(double[] in, int from, int to, double[] parts) {
    boolean begins = from == 0;
    double s0 = begins ? 0 : parts[0];
    double s1 = begins ? 0 : parts[1];
    double s2 = begins ? 0 : parts[2];
    double s3 = begins ? 0 : parts[3];
    int at = from;
    for (; at + 3 < to; at += 4) {
      s0 += in[at];
      s1 += in[at + 1];
      s2 += in[at + 2];
      s3 += in[at + 3];
    }
    for (; at < to; at++) {
      s0 += in[at];
    }
    parts[0] = s0;
    parts[1] = s1;
    parts[2] = s2;
    parts[3] = s3;
  }

  /** The largest number, or the smallest for sign -1. */
  private static void maxRows(
      double[] out, double[] in, int from, int to, int width, double sign, double[] parts) {
    int at = from;
    for (int r = from / width; at < to; r++) {
      double max = at == r * width ? Double.NEGATIVE_INFINITY : parts[0];
      int end = Math.min(to, (r + 1) * width);
      while (at < end) {
        max = Math.max(max, sign * in[at++]);
      }
      if (end == (r + 1) * width) {
        out[r] = sign * max;
      } else {
        parts[0] = max;
      }
    }
  }

  /**
   * Adds several short rows at once as one long row, and the parts of the sum at the end. Copies
   * what it adds first, because loops over two offsets are not vectorised.
   */
  private static void sumColumns(
      double[] out,
      double[] in,
      int from,
      int to,
      int count,
      int inner,
      double scale,
      double[] rows,
      double[] totals) {
    int block = count * inner;
    int at = from;
    for (int o = from / block; at < to; o++) {
      int end = Math.min(to, (o + 1) * block);
      if (at == o * block) {
        System.arraycopy(in, at, totals, 0, totals.length);
        at += totals.length;
      }
      for (; at < end; at += rows.length) {
        int length = Math.min(rows.length, end - at);
        System.arraycopy(in, at, rows, 0, length);
        Float64Loops.add(totals, totals, rows, 0, length);
      }
      at = end;
      if (end == (o + 1) * block) {
        finishColumns(out, o * inner, inner, scale, totals);
      }
    }
  }

  /** Adds the parts of sums of columns. */
  private static void finishColumns(
      double[] out, int offset, int inner, double scale, double[] totals) {
    for (int part = inner; part < totals.length; part += inner) {
      for (int i = 0; i < inner; i++) {
        totals[i] += totals[part + i];
      }
    }
    Float64Loops.scale(totals, totals, scale, 0, inner);
    System.arraycopy(totals, 0, out, offset, inner);
  }

  private static void maxColumns(
      double[] out,
      double[] in,
      int from,
      int to,
      int count,
      double sign,
      double[] row,
      double[] total) {
    int inner = row.length;
    int block = count * inner;
    for (int at = from; at < to; at += inner) {
      if (at % block == 0) {
        System.arraycopy(in, at, total, 0, inner);
        Float64Loops.scale(total, total, sign, 0, inner);
      } else {
        System.arraycopy(in, at, row, 0, inner);
        Float64Loops.scale(row, row, sign, 0, inner);
        Float64Loops.max(total, total, row, 0, inner);
      }
      if ((at + inner) % block == 0) {
        Float64Loops.scale(total, total, sign, 0, inner);
        System.arraycopy(total, 0, out, at / block * inner, inner);
      }
    }
  }

  static Step rowwise(Rowwise operation, double[] out, double[]... in) {
    int width = operation.width();
    PositionStep.Kernel kernel =
        switch (operation.function()) {
          case SOFTMAX -> (from, to) -> softmax(out, in[0], from, to, width);
          case LOG_SOFTMAX -> (from, to) -> logSoftmax(out, in[0], from, to, width);
          case SOFTMAX_BACKWARD ->
              (from, to) -> softmaxBackward(out, in[0], in[1], from, to, width);
          case LOG_SOFTMAX_BACKWARD ->
              (from, to) -> logSoftmaxBackward(out, in[0], in[1], from, to, width);
        };
    return PositionStep.ofBlocks(out.length / width, width, width, kernel);
  }

  private static void softmax(double[] out, double[] x, int start, int end, int width) {
    for (int from = start; from < end; from += width) {
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

  private static void logSoftmax(double[] out, double[] x, int start, int end, int width) {
    for (int from = start; from < end; from += width) {
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
  private static void softmaxBackward(
      double[] out, double[] y, double[] g, int start, int end, int width) {
    for (int from = start; from < end; from += width) {
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
  private static void logSoftmaxBackward(
      double[] out, double[] y, double[] g, int start, int end, int width) {
    for (int from = start; from < end; from += width) {
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
