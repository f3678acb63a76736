// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.Reduction;
import dev.impetus.plugins.fused.Operation.Rowwise;

/** Reductions over the middle axis of [outer, count, inner], and functions of rows. */
final class Float32Reductions {

  /** Numbers that are added at once: several vector registers. */
  private static final int WIDE = 128;

  private Float32Reductions() {}

  static Step reduce(Reduction operation, float[] out, float[] in) {
    float scale = (float) operation.scale();
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
    float[] row = new float[inner];
    float[] total = new float[inner];
    float[] rows = new float[together * inner];
    float[] totals = new float[together * inner];
    return switch (operation.combiner()) {
      case SUM -> () -> sumColumns(out, in, outer, count, inner, scale, rows, totals);
      case MAX -> () -> maxColumns(out, in, outer, count, 1, row, total);
      case MIN -> () -> maxColumns(out, in, outer, count, -1, row, total);
    };
  }

  /** Four partial sums: shorter chains of additions, and smaller rounding errors. */
  private static void sumRows(float[] out, float[] in, int rows, int width, float scale) {
    for (int r = 0; r < rows; r++) {
      int at = r * width;
      int end = at + width;
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
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
  private static void maxRows(float[] out, float[] in, int rows, int width, float sign) {
    for (int r = 0, at = 0; r < rows; r++) {
      float max = Float.NEGATIVE_INFINITY;
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
      float[] out,
      float[] in,
      int outer,
      int count,
      int inner,
      float scale,
      float[] rows,
      float[] totals) {
    for (int o = 0; o < outer; o++) {
      int at = o * count * inner;
      int end = at + count * inner;
      System.arraycopy(in, at, totals, 0, totals.length);
      for (at += totals.length; at < end; at += rows.length) {
        int length = Math.min(rows.length, end - at);
        System.arraycopy(in, at, rows, 0, length);
        Float32Loops.add(totals, totals, rows, 0, length);
      }
      for (int part = inner; part < totals.length; part += inner) {
        for (int i = 0; i < inner; i++) {
          totals[i] += totals[part + i];
        }
      }
      Float32Loops.scale(totals, totals, scale, 0, inner);
      System.arraycopy(totals, 0, out, o * inner, inner);
    }
  }

  private static void maxColumns(
      float[] out, float[] in, int outer, int count, float sign, float[] row, float[] total) {
    int inner = row.length;
    for (int o = 0; o < outer; o++) {
      System.arraycopy(in, o * count * inner, total, 0, inner);
      Float32Loops.scale(total, total, sign, 0, inner);
      for (int c = 1; c < count; c++) {
        System.arraycopy(in, (o * count + c) * inner, row, 0, inner);
        Float32Loops.scale(row, row, sign, 0, inner);
        Float32Loops.max(total, total, row, 0, inner);
      }
      Float32Loops.scale(total, total, sign, 0, inner);
      System.arraycopy(total, 0, out, o * inner, inner);
    }
  }

  static Step rowwise(Rowwise operation, float[] out, float[]... in) {
    int width = operation.width();
    return switch (operation.function()) {
      case SOFTMAX -> () -> softmax(out, in[0], width);
      case LOG_SOFTMAX -> () -> logSoftmax(out, in[0], width);
      case SOFTMAX_BACKWARD -> () -> softmaxBackward(out, in[0], in[1], width);
      case LOG_SOFTMAX_BACKWARD -> () -> logSoftmaxBackward(out, in[0], in[1], width);
    };
  }

  private static void softmax(float[] out, float[] x, int width) {
    for (int from = 0; from < out.length; from += width) {
      float max = rowMax(x, from, width);
      float sum = 0;
      for (int i = from; i < from + width; i++) {
        float e = (float) Math.exp(x[i] - max);
        out[i] = e;
        sum += e;
      }
      for (int i = from; i < from + width; i++) {
        out[i] /= sum;
      }
    }
  }

  private static void logSoftmax(float[] out, float[] x, int width) {
    for (int from = 0; from < out.length; from += width) {
      float max = rowMax(x, from, width);
      double sum = 0;
      for (int i = from; i < from + width; i++) {
        sum += Math.exp(x[i] - max);
      }
      float logarithm = (float) Math.log(sum);
      for (int i = from; i < from + width; i++) {
        out[i] = x[i] - max - logarithm;
      }
    }
  }

  private static float rowMax(float[] x, int from, int width) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + width; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  /** y (g − Σ g·y). */
  private static void softmaxBackward(float[] out, float[] y, float[] g, int width) {
    for (int from = 0; from < out.length; from += width) {
      float dot = 0;
      for (int i = from; i < from + width; i++) {
        dot += y[i] * g[i];
      }
      for (int i = from; i < from + width; i++) {
        out[i] = y[i] * (g[i] - dot);
      }
    }
  }

  /** g − eʸ Σ g. */
  private static void logSoftmaxBackward(float[] out, float[] y, float[] g, int width) {
    for (int from = 0; from < out.length; from += width) {
      float sum = 0;
      for (int i = from; i < from + width; i++) {
        sum += g[i];
      }
      for (int i = from; i < from + width; i++) {
        out[i] = g[i] - (float) Math.exp(y[i]) * sum;
      }
    }
  }
}
