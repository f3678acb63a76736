// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.Float64Arithmetic;
import dev.impetus.kernel.Float64Functions;
import java.util.Arrays;

/** On {@code double[]}. */
final class Float64AttentionArithmetic extends Float64Arithmetic
    implements AttentionArithmetic<double[]> {

  /** Far above denormal numbers and far below all others. */
  private static final double TINY = 0x1p-970;

  private final Float64Functions functions = new Float64Functions();
  private final Float64Exponential exponential = new Float64Exponential();

  @Override
  public AttentionArithmetic<double[]> another() {
    return new Float64AttentionArithmetic();
  }

  @Override
  public int length(double[] x) {
    return x.length;
  }

  @Override
  public double negligible() {
    return TINY;
  }

  @Override
  public int bytes() {
    return Double.BYTES;
  }

  @Override
  public void copyRows(
      double[] source,
      int from,
      int stride,
      double[] target,
      int to,
      int targetStride,
      int rows,
      int width) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(source, from + row * stride, target, to + row * targetStride, width);
    }
  }

  @Override
  public void fillColumn(double[] tile, int column, int width, int rows, double value) {
    for (int row = 0; row < rows; row++) {
      tile[row * width + column] = value;
    }
  }

  @Override
  public void repeatRow(double[] tile, int width, int rows) {
    int count = width * rows;
    for (int done = width; done < count; done *= 2) {
      System.arraycopy(tile, 0, tile, done, Math.min(done, count - done));
    }
  }

  @Override
  public void spread(double[] perRow, int from, double[] tile, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(tile, row * width, (row + 1) * width, perRow[from + row]);
    }
  }

  @Override
  public void takeColumn(
      double[] tile,
      int column,
      int width,
      int rows,
      double[] more,
      double plus,
      double[] target,
      int to) {
    for (int row = 0; row < rows; row++) {
      double sum = tile[row * width + column] + plus;
      target[to + row] = (more == null ? sum : sum + more[row]);
    }
  }

  @Override
  public void negativeRowProducts(double[] x, double[] y, int column, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      int end = row * width + column;
      double even = 0;
      double odd = 0;
      int i = row * width;
      for (; i + 1 < end; i += 2) {
        even += x[i] * y[i];
        odd += x[i + 1] * y[i + 1];
      }
      if (i < end) {
        even += x[i] * y[i];
      }
      x[end] = -(even + odd);
    }
  }

  @Override
  public void sumRows(double[] tile, double[] work, int width, int rows) {
    for (int left = rows; left > 1; left -= left / 2) {
      int count = left / 2 * width;
      System.arraycopy(tile, (left - left / 2) * width, work, 0, count);
      add(tile, work, count);
    }
  }

  private static void add(double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      x[i] += y[i];
    }
  }

  @Override
  public void largestOfRows(double[] tile, double[] work, int width, int rows) {
    for (int left = rows; left > 1; left -= left / 2) {
      int count = left / 2 * width;
      System.arraycopy(tile, (left - left / 2) * width, work, 0, count);
      largest(tile, work, count);
    }
  }

  private static void largest(double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = 0.5 * (x[i] + y[i] + Math.abs(x[i] - y[i]));
    }
  }

  @Override
  public double largest(double[] x, int count) {
    double largest = x[0];
    for (int i = 1; i < count; i++) {
      largest = x[i] > largest ? x[i] : largest;
    }
    return largest;
  }

  @Override
  public void subtract(double[] out, double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] - y[i];
    }
  }

  @Override
  public void reciprocal(double[] out, double[] x, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 1 / x[i];
    }
  }

  @Override
  public void exp(double[] x, int count) {
    exponential.apply(x, count);
  }

  @Override
  public void dropTiny(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = x[i] + TINY - TINY;
    }
  }

  // Written without Math.max and Math.min, which C2 may not vectorise; nothing is rounded.

  @Override
  public void eluPlusOne(double[] x, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 0.5 * (x[i] - Math.abs(x[i]));
    }
    // e^min(x, 0) + max(x, 0) instead of elu + 1, which would lose the digits of small weights.
    exponential.apply(out, count);
    for (int i = 0; i < count; i++) {
      out[i] += 0.5 * (x[i] + Math.abs(x[i]));
    }
  }

  @Override
  public void eluPlusOneSlope(double[] out, double[] y, double[] v, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = y[i] * (v[i] - 0.5 * (v[i] - 1 + Math.abs(v[i] - 1)));
    }
  }

  @Override
  public void reluPlusOne(double[] x, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 0.5 * (x[i] + Math.abs(x[i])) + 1;
    }
  }

  @Override
  public void softplus(double[] x, double[] out, int count) {
    functions.softplus(x, 0, out, 0, count);
  }

  @Override
  public void logistic(double[] x, double[] out, int count) {
    functions.sigmoid(x, 0, out, 0, count);
  }

  @Override
  public void cosinesAndSines(double[] u, double factor, double[] out, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        double angle = u[row * width + i];
        out[2 * row * width + i] = (factor * Math.cos(angle));
        out[(2 * row + 1) * width + i] = (factor * Math.sin(angle));
      }
    }
  }

  @Override
  public void cosinesAndSinesSlope(double[] phi, double[] y, double[] out, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        int cosine = 2 * row * width + i;
        int sine = cosine + width;
        out[row * width + i] = phi[cosine] * y[sine] - phi[sine] * y[cosine];
      }
    }
  }
}
