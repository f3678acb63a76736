// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.Float64Arithmetic;
import dev.impetus.kernel.Float64Functions;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.StateVector;

/**
 * On {@code double[]}. Rows that meet an array which begins elsewhere are copied to its first index
 * and back, since C2 vectorises loops with one index alone.
 */
final class Float64TokenArithmetic extends Float64Arithmetic implements TokenArithmetic<double[]> {

  private static final int TILE = DropDecisions.TILE;
  private static final double SQRT_2_OVER_PI = 0.7978845608028654;
  private static final double CUBE = 0.044715;

  private final Float64Functions functions = new Float64Functions();
  private final DropDecisions decisions = new DropDecisions();
  private final Float64DropFactors dropFactors = new Float64DropFactors();
  private final double[] argument = new double[TILE];
  private final double[] inner = new double[TILE];
  private final double[] value = new double[TILE];
  private double[] row = new double[TILE];
  private double[] other = new double[TILE];

  @Override
  public TokenArithmetic<double[]> another() {
    return new Float64TokenArithmetic();
  }

  @Override
  public double[] array(StateVector vector) {
    return ((Float64State) vector).array();
  }

  @Override
  public int offset(StateVector vector) {
    return ((Float64State) vector).offset();
  }

  @Override
  public void addStretch(double[] y, int to, double factor, double[] x, int from, int count) {
    double a = factor;
    for (int i = 0; i < count; i++) {
      y[to + i] += a * x[from + i];
    }
  }

  @Override
  public void addRow(double[] y, double factor, double[] x, int from, int count) {
    double a = factor;
    for (int i = from; i < from + count; i++) {
      y[i] += a * x[i];
    }
  }

  @Override
  public void scaleRow(double[] x, double factor, int from, int count) {
    double a = factor;
    for (int i = from; i < from + count; i++) {
      x[i] *= a;
    }
  }

  @Override
  public double rowDot(double[] x, double[] y, int from, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < from + count; i += 4) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
    }
    for (; i < from + count; i++) {
      a += x[i] * y[i];
    }
    return a + b + (c + d);
  }

  // Eight sums that do not wait for one another: C2 adds up in the order of the text, one by one.

  private static double sum(double[] x, int from, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
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

  private static double quickDot(double[] x, double[] y, int from, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
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
      row = new double[width];
      other = new double[width];
    }
  }

  @Override
  public void normalize(
      double[] x, double[] out, double[] inverse, int rows, int width, double epsilon) {
    for (int r = 0; r < rows; r++) {
      int from = r * width;
      double mean = sum(x, from, width) / width;
      for (int i = from; i < from + width; i++) {
        out[i] = x[i] - mean;
      }
      double variance = quickDot(out, out, from, width) / width;
      if (!(variance <= Double.MAX_VALUE)) {
        // Squares that are no float32 may still be float64, in which rowDot adds.
        variance = rowDot(out, out, from, width) / width;
      }
      double factor = (1 / Math.sqrt(variance + epsilon));
      for (int i = from; i < from + width; i++) {
        out[i] *= factor;
      }
      inverse[r] = factor;
    }
  }

  @Override
  public void affineRows(
      double[] out, double[] x, double[] scale, double[] shift, int rows, int width) {
    reserve(width);
    double[] t = row;
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
      double[] x,
      double[] normalized,
      double[] inverse,
      double[] scale,
      double[] scaleCotangent,
      double[] shiftCotangent,
      int rows,
      int width) {
    reserve(width);
    double[] t = row;
    double[] n = other;
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, r * width, t, 0, width);
      System.arraycopy(normalized, r * width, n, 0, width);
      add(shiftCotangent, 1, t, width);
      addProduct(scaleCotangent, t, n, width);
      multiply(t, t, scale, width);
      double mean = sum(t, 0, width) / width;
      double along = quickDot(t, n, 0, width) / width;
      double factor = inverse[r];
      for (int i = 0; i < width; i++) {
        t[i] = factor * (t[i] - mean - n[i] * along);
      }
      System.arraycopy(t, 0, x, r * width, width);
    }
  }

  @Override
  public void gelu(double[] out, double[] x, int count) {
    double[] u = argument;
    double[] v = value;
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
  public void geluSlope(double[] out, double[] x, int count) {
    double[] u = argument;
    double[] v = value;
    double[] w = inner;
    double a = SQRT_2_OVER_PI;
    double b = (3 * SQRT_2_OVER_PI * CUBE);
    for (int done = 0; done < count; done += TILE) {
      int tile = loadInner(x, done, count);
      functions.tanh(w, 0, v, 0, tile);
      System.arraycopy(out, done, w, 0, tile);
      for (int i = 0; i < tile; i++) {
        double slope = (1 - v[i] * v[i]) * (a + b * u[i] * u[i]);
        w[i] = w[i] * (1 + v[i] + u[i] * slope) / 2;
      }
      System.arraycopy(w, 0, out, done, tile);
    }
  }

  /** The tanh's argument, and the numbers themselves. */
  private int loadInner(double[] x, int done, int count) {
    int tile = Math.min(TILE, count - done);
    double[] u = argument;
    double[] w = inner;
    double a = SQRT_2_OVER_PI;
    double b = (SQRT_2_OVER_PI * CUBE);
    System.arraycopy(x, done, u, 0, tile);
    for (int i = 0; i < tile; i++) {
      w[i] = u[i] * (a + b * u[i] * u[i]);
    }
    return tile;
  }

  @Override
  public void drop(double[] x, int rows, int width, long key, int[] tokens, double share) {
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
