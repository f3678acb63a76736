// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.Reduction;
import dev.impetus.plugins.fused.Operation.Reduction.Combiner;

/**
 * Sums of products or of squared differences over the middle axis of [outer, count, inner], which
 * are not kept: the bits of a pass for these and {@link Float32Reductions} on them.
 */
final class Float32PairSums {

  private Float32PairSums() {}

  static Step reduce(Reduction operation, float[] out, float[] x, float[] y) {
    float scale = (float) operation.scale();
    int outer = operation.outer();
    int count = operation.count();
    int inner = operation.inner();
    boolean products = operation.combiner() == Combiner.SUM_OF_PRODUCTS;
    if (inner == 1) {
      float[] parts = new float[4];
      return PositionStep.ofBlocks(
          outer,
          count,
          parts.length,
          products
              ? (from, to) -> productsOfRows(out, x, y, from, to, count, scale, parts)
              : (from, to) -> differencesOfRows(out, x, y, from, to, count, scale, parts));
    }
    int together = Math.max(1, Math.min(count, Float32Reductions.WIDE / inner));
    float[] ofX = new float[together * inner];
    float[] ofY = new float[together * inner];
    float[] totals = new float[together * inner];
    return PositionStep.ofBlocks(
        outer,
        count * inner,
        totals.length,
        products
            ? (from, to) ->
                productsOfColumns(
                    out, x, y, from, to, count * inner, inner, scale, ofX, ofY, totals)
            : (from, to) ->
                differencesOfColumns(
                    out, x, y, from, to, count * inner, inner, scale, ofX, ofY, totals));
  }

  private static void productsOfRows(
      float[] out, float[] x, float[] y, int from, int to, int width, float scale, float[] parts) {
    if (to - from < width) {
      productsOfRowsInPart(x, y, from, to, parts);
      if (to == width) {
        out[0] = scale * (parts[0] + parts[1] + (parts[2] + parts[3]));
      }
      return;
    }
    int rows = to / width;
    for (int r = from / width; r < rows; r++) {
      int at = r * width;
      int end = at + width;
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (; at + 3 < end; at += 4) {
        s0 += x[at] * y[at];
        s1 += x[at + 1] * y[at + 1];
        s2 += x[at + 2] * y[at + 2];
        s3 += x[at + 3] * y[at + 3];
      }
      for (; at < end; at++) {
        s0 += x[at] * y[at];
      }
      out[r] = scale * (s0 + s1 + (s2 + s3));
    }
  }

  private static void productsOfRowsInPart(float[] x, float[] y, int from, int to, float[] parts) {
    boolean begins = from == 0;
    float s0 = begins ? 0 : parts[0];
    float s1 = begins ? 0 : parts[1];
    float s2 = begins ? 0 : parts[2];
    float s3 = begins ? 0 : parts[3];
    int at = from;
    for (; at + 3 < to; at += 4) {
      s0 += x[at] * y[at];
      s1 += x[at + 1] * y[at + 1];
      s2 += x[at + 2] * y[at + 2];
      s3 += x[at + 3] * y[at + 3];
    }
    for (; at < to; at++) {
      s0 += x[at] * y[at];
    }
    parts[0] = s0;
    parts[1] = s1;
    parts[2] = s2;
    parts[3] = s3;
  }

  private static void differencesOfRows(
      float[] out, float[] x, float[] y, int from, int to, int width, float scale, float[] parts) {
    if (to - from < width) {
      differencesOfRowsInPart(x, y, from, to, parts);
      if (to == width) {
        out[0] = scale * (parts[0] + parts[1] + (parts[2] + parts[3]));
      }
      return;
    }
    int rows = to / width;
    for (int r = from / width; r < rows; r++) {
      int at = r * width;
      int end = at + width;
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (; at + 3 < end; at += 4) {
        float d0 = x[at] - y[at];
        float d1 = x[at + 1] - y[at + 1];
        float d2 = x[at + 2] - y[at + 2];
        float d3 = x[at + 3] - y[at + 3];
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
      }
      for (; at < end; at++) {
        float d0 = x[at] - y[at];
        s0 += d0 * d0;
      }
      out[r] = scale * (s0 + s1 + (s2 + s3));
    }
  }

  private static void differencesOfRowsInPart(
      float[] x, float[] y, int from, int to, float[] parts) {
    boolean begins = from == 0;
    float s0 = begins ? 0 : parts[0];
    float s1 = begins ? 0 : parts[1];
    float s2 = begins ? 0 : parts[2];
    float s3 = begins ? 0 : parts[3];
    int at = from;
    for (; at + 3 < to; at += 4) {
      float d0 = x[at] - y[at];
      float d1 = x[at + 1] - y[at + 1];
      float d2 = x[at + 2] - y[at + 2];
      float d3 = x[at + 3] - y[at + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; at < to; at++) {
      float d0 = x[at] - y[at];
      s0 += d0 * d0;
    }
    parts[0] = s0;
    parts[1] = s1;
    parts[2] = s2;
    parts[3] = s3;
  }

  /** Copies what it works on first, because loops over several offsets are not vectorised. */
  private static void productsOfColumns(
      float[] out,
      float[] x,
      float[] y,
      int from,
      int to,
      int block,
      int inner,
      float scale,
      float[] ofX,
      float[] ofY,
      float[] totals) {
    int at = from;
    for (int o = from / block; at < to; o++) {
      int end = Math.min(to, (o + 1) * block);
      if (at == o * block) {
        System.arraycopy(x, at, ofX, 0, ofX.length);
        System.arraycopy(y, at, ofY, 0, ofY.length);
        Float32Loops.multiply(totals, ofX, ofY, 0, totals.length);
        at += totals.length;
      }
      for (; at < end; at += totals.length) {
        int length = Math.min(totals.length, end - at);
        System.arraycopy(x, at, ofX, 0, length);
        System.arraycopy(y, at, ofY, 0, length);
        Float32Loops.multiplyAdd(totals, ofX, ofY, totals, 0, length);
      }
      at = end;
      if (end == (o + 1) * block) {
        Float32Reductions.finishColumns(out, o * inner, inner, scale, totals);
      }
    }
  }

  private static void differencesOfColumns(
      float[] out,
      float[] x,
      float[] y,
      int from,
      int to,
      int block,
      int inner,
      float scale,
      float[] ofX,
      float[] ofY,
      float[] totals) {
    int at = from;
    for (int o = from / block; at < to; o++) {
      int end = Math.min(to, (o + 1) * block);
      if (at == o * block) {
        System.arraycopy(x, at, ofX, 0, ofX.length);
        System.arraycopy(y, at, ofY, 0, ofY.length);
        Float32Loops.squaredDifference(totals, ofX, ofY, 0, totals.length);
        at += totals.length;
      }
      for (; at < end; at += totals.length) {
        int length = Math.min(totals.length, end - at);
        System.arraycopy(x, at, ofX, 0, length);
        System.arraycopy(y, at, ofY, 0, length);
        Float32Loops.squaredDifference(ofX, ofX, ofY, 0, length);
        Float32Loops.add(totals, totals, ofX, 0, length);
      }
      at = end;
      if (end == (o + 1) * block) {
        Float32Reductions.finishColumns(out, o * inner, inner, scale, totals);
      }
    }
  }
}
