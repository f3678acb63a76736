// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.Float32Arithmetic;
import dev.impetus.kernel.Float32Functions;
import java.util.Arrays;

/** On {@code float[]}. */
final class Float32AttentionArithmetic extends Float32Arithmetic
    implements AttentionArithmetic<float[]> {

  /** Far above denormal numbers and far below all others. */
  private static final float TINY = 0x1p-100f;

  private final Float32Functions functions = new Float32Functions();
  private final Float32Exponential exponential = new Float32Exponential();

  @Override
  public AttentionArithmetic<float[]> another() {
    return new Float32AttentionArithmetic();
  }

  @Override
  public int length(float[] x) {
    return x.length;
  }

  @Override
  public double negligible() {
    return TINY;
  }

  @Override
  public int bytes() {
    return Float.BYTES;
  }

  @Override
  public void copyRows(
      float[] source,
      int from,
      int stride,
      float[] target,
      int to,
      int targetStride,
      int rows,
      int width) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(source, from + row * stride, target, to + row * targetStride, width);
    }
  }

  @Override
  public void fillColumn(float[] tile, int column, int width, int rows, double value) {
    for (int row = 0; row < rows; row++) {
      tile[row * width + column] = (float) value;
    }
  }

  @Override
  public void repeatRow(float[] tile, int width, int rows) {
    int count = width * rows;
    for (int done = width; done < count; done *= 2) {
      System.arraycopy(tile, 0, tile, done, Math.min(done, count - done));
    }
  }

  @Override
  public void spread(float[] perRow, int from, float[] tile, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(tile, row * width, (row + 1) * width, perRow[from + row]);
    }
  }

  @Override
  public void takeColumn(
      float[] tile,
      int column,
      int width,
      int rows,
      float[] more,
      double plus,
      float[] target,
      int to) {
    for (int row = 0; row < rows; row++) {
      double sum = tile[row * width + column] + plus;
      target[to + row] = (float) (more == null ? sum : sum + more[row]);
    }
  }

  @Override
  public void negativeRowProducts(float[] x, float[] y, int column, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      int end = row * width + column;
      float even = 0;
      float odd = 0;
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
  public void sumRows(float[] tile, float[] work, int width, int rows) {
    for (int left = rows; left > 1; left -= left / 2) {
      int count = left / 2 * width;
      System.arraycopy(tile, (left - left / 2) * width, work, 0, count);
      add(tile, work, count);
    }
  }

  private static void add(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      x[i] += y[i];
    }
  }

  @Override
  public void largestOfRows(float[] tile, float[] work, int width, int rows) {
    for (int left = rows; left > 1; left -= left / 2) {
      int count = left / 2 * width;
      System.arraycopy(tile, (left - left / 2) * width, work, 0, count);
      largest(tile, work, count);
    }
  }

  private static void largest(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = 0.5f * (x[i] + y[i] + Math.abs(x[i] - y[i]));
    }
  }

  @Override
  public double largest(float[] x, int count) {
    float largest = x[0];
    for (int i = 1; i < count; i++) {
      largest = x[i] > largest ? x[i] : largest;
    }
    return largest;
  }

  @Override
  public void subtract(float[] out, float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] - y[i];
    }
  }

  @Override
  public void reciprocal(float[] out, float[] x, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 1 / x[i];
    }
  }

  @Override
  public void exp(float[] x, int count) {
    exponential.apply(x, count);
  }

  @Override
  public void dropTiny(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = x[i] + TINY - TINY;
    }
  }

  // Written without Math.max and Math.min, which C2 may not vectorise; nothing is rounded.

  @Override
  public void eluPlusOne(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 0.5f * (x[i] - Math.abs(x[i]));
    }
    // e^min(x, 0) + max(x, 0) instead of elu + 1, which would lose the digits of small weights.
    exponential.apply(out, count);
    for (int i = 0; i < count; i++) {
      out[i] += 0.5f * (x[i] + Math.abs(x[i]));
    }
  }

  @Override
  public void eluPlusOneSlope(float[] out, float[] y, float[] v, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = y[i] * (v[i] - 0.5f * (v[i] - 1 + Math.abs(v[i] - 1)));
    }
  }

  @Override
  public void reluPlusOne(float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 0.5f * (x[i] + Math.abs(x[i])) + 1;
    }
  }

  @Override
  public void softplus(float[] x, float[] out, int count) {
    functions.softplus(x, 0, out, 0, count);
  }

  @Override
  public void logistic(float[] x, float[] out, int count) {
    functions.sigmoid(x, 0, out, 0, count);
  }

  @Override
  public void cosinesAndSines(float[] u, double factor, float[] out, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        double angle = u[row * width + i];
        out[2 * row * width + i] = (float) (factor * Math.cos(angle));
        out[(2 * row + 1) * width + i] = (float) (factor * Math.sin(angle));
      }
    }
  }

  @Override
  public void cosinesAndSinesSlope(float[] phi, float[] y, float[] out, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        int cosine = 2 * row * width + i;
        int sine = cosine + width;
        out[row * width + i] = phi[cosine] * y[sine] - phi[sine] * y[cosine];
      }
    }
  }
}
