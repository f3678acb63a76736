// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.Float32Arithmetic;
import dev.impetus.kernel.Float32Functions;
import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.StateVector;

/**
 * On {@code float[]}. Rows that meet an array which begins elsewhere are copied to its first index
 * and back, since C2 vectorises loops with one index alone.
 */
final class Float32TokenArithmetic extends Float32Arithmetic implements TokenArithmetic<float[]> {

  private static final int TILE = DropDecisions.TILE;
  private static final double SQRT_2_OVER_PI = 0.7978845608028654;
  private static final double CUBE = 0.044715;

  private final Float32Functions functions = new Float32Functions();
  private final DropDecisions decisions = new DropDecisions();
  private final Float32DropFactors dropFactors = new Float32DropFactors();
  private final float[] argument = new float[TILE];
  private final float[] inner = new float[TILE];
  private final float[] value = new float[TILE];
  private float[] row = new float[TILE];
  private float[] other = new float[TILE];

  @Override
  public TokenArithmetic<float[]> another() {
    return new Float32TokenArithmetic();
  }

  @Override
  public float[] array(StateVector vector) {
    return ((Float32State) vector).array();
  }

  @Override
  public int offset(StateVector vector) {
    return ((Float32State) vector).offset();
  }

  @Override
  public void addStretch(float[] y, int to, double factor, float[] x, int from, int count) {
    float a = (float) factor;
    for (int i = 0; i < count; i++) {
      y[to + i] += a * x[from + i];
    }
  }

  @Override
  public void addRow(float[] y, double factor, float[] x, int from, int count) {
    float a = (float) factor;
    for (int i = from; i < from + count; i++) {
      y[i] += a * x[i];
    }
  }

  @Override
  public void scaleRow(float[] x, double factor, int from, int count) {
    float a = (float) factor;
    for (int i = from; i < from + count; i++) {
      x[i] *= a;
    }
  }

  @Override
  public double rowDot(float[] x, float[] y, int from, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < from + count; i += 4) {
      a += (double) x[i] * y[i];
      b += (double) x[i + 1] * y[i + 1];
      c += (double) x[i + 2] * y[i + 2];
      d += (double) x[i + 3] * y[i + 3];
    }
    for (; i < from + count; i++) {
      a += (double) x[i] * y[i];
    }
    return a + b + (c + d);
  }

  // Eight sums that do not wait for one another: C2 adds up in the order of the text, one by one.

  private static float sum(float[] x, int from, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int end = from + count;
    int i = from;
    for (; i < end - 7; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    for (; i < end; i++) {
      a += x[i];
    }
    return (a + b) + (c + d) + ((e + f) + (g + h));
  }

  private static float quickDot(float[] x, float[] y, int from, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int end = from + count;
    int i = from;
    for (; i < end - 7; i += 8) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
      e += x[i + 4] * y[i + 4];
      f += x[i + 5] * y[i + 5];
      g += x[i + 6] * y[i + 6];
      h += x[i + 7] * y[i + 7];
    }
    for (; i < end; i++) {
      a += x[i] * y[i];
    }
    return (a + b) + (c + d) + ((e + f) + (g + h));
  }

  private void reserve(int width) {
    if (row.length < width) {
      row = new float[width];
      other = new float[width];
    }
  }

  @Override
  public void normalize(
      float[] x, float[] out, float[] inverse, int rows, int width, double epsilon) {
    for (int r = 0; r < rows; r++) {
      int from = r * width;
      float mean = sum(x, from, width) / width;
      for (int i = from; i < from + width; i++) {
        out[i] = x[i] - mean;
      }
      double variance = quickDot(out, out, from, width) / width;
      if (!(variance <= Float.MAX_VALUE)) {
        // Squares that are no float32 may still be float64, in which rowDot adds.
        variance = rowDot(out, out, from, width) / width;
      }
      float factor = (float) (1 / Math.sqrt(variance + epsilon));
      for (int i = from; i < from + width; i++) {
        out[i] *= factor;
      }
      inverse[r] = factor;
    }
  }

  @Override
  public void affineRows(
      float[] out, float[] x, float[] scale, float[] shift, int rows, int width) {
    reserve(width);
    float[] t = row;
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, r * width, t, 0, width);
      for (int i = 0; i < width; i++) {
        t[i] = t[i] * scale[i] + shift[i];
      }
      System.arraycopy(t, 0, out, r * width, width);
    }
  }

  @Override
  public void normalizeSlope(
      float[] x,
      float[] normalized,
      float[] inverse,
      float[] scale,
      float[] scaleCotangent,
      float[] shiftCotangent,
      int rows,
      int width) {
    reserve(width);
    float[] t = row;
    float[] n = other;
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, r * width, t, 0, width);
      System.arraycopy(normalized, r * width, n, 0, width);
      add(shiftCotangent, 1, t, width);
      addProduct(scaleCotangent, t, n, width);
      multiply(t, t, scale, width);
      float mean = sum(t, 0, width) / width;
      float along = quickDot(t, n, 0, width) / width;
      float factor = inverse[r];
      for (int i = 0; i < width; i++) {
        t[i] = factor * (t[i] - mean - n[i] * along);
      }
      System.arraycopy(t, 0, x, r * width, width);
    }
  }

  @Override
  public void gelu(float[] out, float[] x, int count) {
    float[] u = argument;
    float[] v = value;
    for (int done = 0; done < count; done += TILE) {
      int tile = loadInner(x, done, count);
      functions.tanh(inner, 0, v, 0, tile);
      for (int i = 0; i < tile; i++) {
        v[i] = u[i] * (1 + v[i]) / 2;
      }
      System.arraycopy(v, 0, out, done, tile);
    }
  }

  @Override
  public void geluSlope(float[] out, float[] x, int count) {
    float[] u = argument;
    float[] v = value;
    float[] w = inner;
    float a = (float) SQRT_2_OVER_PI;
    float b = (float) (3 * SQRT_2_OVER_PI * CUBE);
    for (int done = 0; done < count; done += TILE) {
      int tile = loadInner(x, done, count);
      functions.tanh(w, 0, v, 0, tile);
      System.arraycopy(out, done, w, 0, tile);
      for (int i = 0; i < tile; i++) {
        float slope = (1 - v[i] * v[i]) * (a + b * u[i] * u[i]);
        w[i] = w[i] * (1 + v[i] + u[i] * slope) / 2;
      }
      System.arraycopy(w, 0, out, done, tile);
    }
  }

  /** The tanh's argument, and the numbers themselves. */
  private int loadInner(float[] x, int done, int count) {
    int tile = Math.min(TILE, count - done);
    float[] u = argument;
    float[] w = inner;
    float a = (float) SQRT_2_OVER_PI;
    float b = (float) (SQRT_2_OVER_PI * CUBE);
    System.arraycopy(x, done, u, 0, tile);
    for (int i = 0; i < tile; i++) {
      w[i] = u[i] * (a + b * u[i] * u[i]);
    }
    return tile;
  }

  @Override
  public void drop(float[] x, int rows, int width, long key, int[] tokens, double share) {
    int threshold = DropDecisions.threshold(share);
    double factor = DropDecisions.factor(threshold);
    int done = 0;
    while (done < rows * width) {
      int tile = decisions.decide(rows, width, done, key, tokens, threshold);
      dropFactors.fill(value, decisions.kept(), factor, tile);
      System.arraycopy(x, done, argument, 0, tile);
      multiply(argument, argument, value, tile);
      System.arraycopy(argument, 0, x, done, tile);
      done += tile;
    }
  }
}
