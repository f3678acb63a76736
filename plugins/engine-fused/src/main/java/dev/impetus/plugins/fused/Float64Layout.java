// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.Concatenation;
import dev.impetus.plugins.fused.Operation.Gather;
import dev.impetus.plugins.fused.Operation.Scatter;
import java.util.Arrays;

/** Copies between strided and contiguous arrays. */
final class Float64Layout {

  /** Below this many numbers a loop is faster than a call of System.arraycopy. */
  private static final int SHORT = 12;

  private Float64Layout() {}

  static Step gather(Gather operation, double[] out, double[] in) {
    Strided strided = Strided.of(operation.shape(), operation.strides(), operation.offset());
    int run = strided.run();
    int stride = strided.runStride();
    int[] starts = strided.starts();
    if (stride == 0) {
      return () -> repeat(out, in, starts, run);
    }
    return stride == 1 && run > SHORT
        ? () -> gatherRuns(out, in, starts, run)
        : () -> gather(out, in, starts, run, stride);
  }

  private static void repeat(double[] out, double[] in, int[] starts, int run) {
    for (int i = 0; i < starts.length; i++) {
      Arrays.fill(out, i * run, i * run + run, in[starts[i]]);
    }
  }

  private static void gatherRuns(double[] out, double[] in, int[] starts, int run) {
    for (int i = 0; i < starts.length; i++) {
      System.arraycopy(in, starts[i], out, i * run, run);
    }
  }

  private static void gather(double[] out, double[] in, int[] starts, int run, int stride) {
    int to = 0;
    for (int start : starts) {
      for (int i = 0, from = start; i < run; i++, from += stride) {
        out[to++] = in[from];
      }
    }
  }

  static Step scatter(Scatter operation, double[] out, double[] in) {
    Strided strided = Strided.of(operation.shape(), operation.strides(), operation.offset());
    int run = strided.run();
    int stride = strided.runStride();
    int[] starts = strided.starts();
    return stride == 1 && run > SHORT
        ? () -> scatterRuns(out, in, starts, run)
        : () -> scatter(out, in, starts, run, stride);
  }

  private static void scatterRuns(double[] out, double[] in, int[] starts, int run) {
    Arrays.fill(out, 0);
    for (int i = 0; i < starts.length; i++) {
      System.arraycopy(in, i * run, out, starts[i], run);
    }
  }

  private static void scatter(double[] out, double[] in, int[] starts, int run, int stride) {
    Arrays.fill(out, 0);
    int from = 0;
    for (int start : starts) {
      for (int i = 0, to = start; i < run; i++, to += stride) {
        out[to] = in[from++];
      }
    }
  }

  static Step concatenate(Concatenation operation, double[] out, double[]... in) {
    int outer = operation.outer();
    int[] widths = operation.widths().stream().mapToInt(Integer::intValue).toArray();
    int total = Arrays.stream(widths).sum();
    return () -> {
      int from = 0;
      for (int i = 0; i < in.length; i++) {
        columns(out, in[i], outer, widths[i], total, from);
        from += widths[i];
      }
    };
  }

  private static void columns(double[] out, double[] in, int rows, int width, int total, int from) {
    if (width > SHORT) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(in, row * width, out, row * total + from, width);
      }
    } else {
      for (int row = 0, i = 0; row < rows; row++) {
        for (int column = 0, to = row * total + from; column < width; column++) {
          out[to++] = in[i++];
        }
      }
    }
  }
}
