// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

import static dev.impetus.examples.benchmarks.limits.DormandPrince.*;

/** In float32. Sums of six stages take two passes: C2 vectorises loops over five arrays at most. */
final class Float32VanDerPol implements VanDerPolLimit {

  private final float mu;
  private final double tolerance;
  private final double[] starts;
  private final double[] times;
  private final int rows;
  private final float[][] x = new float[8][];
  private final float[][] v = new float[8][];
  private final float[][] f = new float[8][];
  private final float[] ex;
  private final float[] ev;
  private final float[] bx;
  private final float[] bv;
  private final float[][] outputs;
  private float[] squares;
  private int steps;

  Float32VanDerPol(double mu, double[] starts, double[] times, double tolerance) {
    this.mu = (float) mu;
    this.starts = starts.clone();
    this.times = times.clone();
    this.tolerance = tolerance;
    rows = starts.length / 2;
    for (int i = 0; i < x.length; i++) {
      x[i] = new float[rows];
      v[i] = new float[rows];
      f[i] = new float[rows];
    }
    ex = new float[rows];
    ev = new float[rows];
    bx = new float[rows];
    bv = new float[rows];
    squares = new float[rows];
    outputs = new float[times.length][2 * rows];
  }

  @Override
  public void solve() {
    for (int row = 0; row < rows; row++) {
      x[1][row] = (float) starts[2 * row];
      v[1][row] = (float) starts[2 * row + 1];
    }
    slope(1);
    double t = times[0];
    double end = times[times.length - 1];
    double h = first();
    int next = 0;
    while (next < times.length && times[next] <= t) {
      write(outputs[next++], x[1], v[1]);
    }
    steps = 0;
    while (t < end) {
      boolean last = t + h >= end;
      h = last ? end - t : h;
      double ratio = attempt((float) h);
      steps++;
      if (ratio <= 1) {
        double reached = last ? end : t + h;
        for (; next < times.length && times[next] <= reached; next++) {
          interpolate((float) h, (float) ((times[next] - t) / h), outputs[next]);
        }
        t = reached;
        swap(x);
        swap(v);
        swap(f);
      }
      h *= factor(ratio);
    }
  }

  /** The last stage of an accepted step is the first of the next one. */
  private static void swap(float[][] stages) {
    float[] stage = stages[1];
    stages[1] = stages[7];
    stages[7] = stage;
  }

  private double attempt(float h) {
    stage(x[2], x[1], h * (float) A21, v[1]);
    stage(v[2], v[1], h * (float) A21, f[1]);
    slope(2);
    stage(x[3], x[1], h * (float) A31, v[1], h * (float) A32, v[2]);
    stage(v[3], v[1], h * (float) A31, f[1], h * (float) A32, f[2]);
    slope(3);
    stage(x[4], x[1], h * (float) A41, v[1], h * (float) A42, v[2], h * (float) A43, v[3]);
    stage(v[4], v[1], h * (float) A41, f[1], h * (float) A42, f[2], h * (float) A43, f[3]);
    slope(4);
    stage(x[5], x[1], h * (float) A51, v[1], h * (float) A52, v[2], h * (float) A53, v[3]);
    stage(x[5], x[5], h * (float) A54, v[4]);
    stage(v[5], v[1], h * (float) A51, f[1], h * (float) A52, f[2], h * (float) A53, f[3]);
    stage(v[5], v[5], h * (float) A54, f[4]);
    slope(5);
    stage(x[6], x[1], h * (float) A61, v[1], h * (float) A62, v[2], h * (float) A63, v[3]);
    stage(x[6], x[6], h * (float) A64, v[4], h * (float) A65, v[5]);
    stage(v[6], v[1], h * (float) A61, f[1], h * (float) A62, f[2], h * (float) A63, f[3]);
    stage(v[6], v[6], h * (float) A64, f[4], h * (float) A65, f[5]);
    slope(6);
    stage(x[7], x[1], h * (float) B1, v[1], h * (float) B3, v[3], h * (float) B4, v[4]);
    stage(x[7], x[7], h * (float) B5, v[5], h * (float) B6, v[6]);
    stage(v[7], v[1], h * (float) B1, f[1], h * (float) B3, f[3], h * (float) B4, f[4]);
    stage(v[7], v[7], h * (float) B5, f[5], h * (float) B6, f[6]);
    slope(7);
    sum(ex, h * (float) E1, v[1], h * (float) E3, v[3], h * (float) E4, v[4]);
    stage(ex, ex, h * (float) E5, v[5], h * (float) E6, v[6], h * (float) E7, v[7]);
    sum(ev, h * (float) E1, f[1], h * (float) E3, f[3], h * (float) E4, f[4]);
    stage(ev, ev, h * (float) E5, f[5], h * (float) E6, f[6], h * (float) E7, f[7]);
    squares(squares, ex, x[1], x[7], (float) tolerance);
    double sum = total(squares);
    squares(squares, ev, v[1], v[7], (float) tolerance);
    return Math.sqrt((sum + total(squares)) / (2 * rows));
  }

  private void slope(int stage) {
    slope(f[stage], x[stage], v[stage], mu);
  }

  private static void slope(float[] f, float[] x, float[] v, float mu) {
    for (int i = 0; i < f.length; i++) {
      f[i] = mu * (1 - x[i] * x[i]) * v[i] - x[i];
    }
  }

  private static void stage(float[] out, float[] y, float a, float[] p) {
    for (int i = 0; i < out.length; i++) {
      out[i] = y[i] + a * p[i];
    }
  }

  private static void stage(float[] out, float[] y, float a, float[] p, float b, float[] q) {
    for (int i = 0; i < out.length; i++) {
      out[i] = y[i] + a * p[i] + b * q[i];
    }
  }

  private static void stage(
      float[] out, float[] y, float a, float[] p, float b, float[] q, float c, float[] r) {
    for (int i = 0; i < out.length; i++) {
      out[i] = y[i] + a * p[i] + (b * q[i] + c * r[i]);
    }
  }

  private static void sum(float[] out, float a, float[] p, float b, float[] q, float c, float[] r) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a * p[i] + b * q[i] + c * r[i];
    }
  }

  private static void squares(float[] out, float[] e, float[] y, float[] z, float tolerance) {
    for (int i = 0; i < out.length; i++) {
      float r = e[i] / (tolerance + tolerance * Math.max(Math.abs(y[i]), Math.abs(z[i])));
      out[i] = r * r;
    }
  }

  private static double total(float[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < x.length; i++) {
      s0 += x[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Hairer's quartic: cubic Hermite, and what its middle lacks. */
  private void interpolate(float h, float theta, float[] out) {
    sum(bx, (float) D1, v[1], (float) D3, v[3], (float) D4, v[4]);
    stage(bx, bx, (float) D5, v[5], (float) D6, v[6], (float) D7, v[7]);
    sum(bv, (float) D1, f[1], (float) D3, f[3], (float) D4, f[4]);
    stage(bv, bv, (float) D5, f[5], (float) D6, f[6], (float) D7, f[7]);
    float rest = 1 - theta;
    float end = theta * theta * (1 + 2 * rest);
    float left = h * theta * rest * rest;
    float right = -h * theta * theta * rest;
    float bump = h * theta * theta * rest * rest;
    sum(ex, 1 - end, x[1], left, v[1], right, v[7]);
    stage(ex, ex, end, x[7], bump, bx);
    sum(ev, 1 - end, v[1], left, f[1], right, f[7]);
    stage(ev, ev, end, v[7], bump, bv);
    write(out, ex, ev);
  }

  private static void write(float[] out, float[] x, float[] v) {
    System.arraycopy(x, 0, out, 0, x.length);
    System.arraycopy(v, 0, out, x.length, v.length);
  }

  private double first() {
    double d0 = 0;
    double d1 = 0;
    for (int i = 0; i < rows; i++) {
      d0 += square(x[1][i], x[1][i]) + square(v[1][i], v[1][i]);
      d1 += square(v[1][i], x[1][i]) + square(f[1][i], v[1][i]);
    }
    d0 = Math.sqrt(d0 / (2 * rows));
    d1 = Math.sqrt(d1 / (2 * rows));
    double guess = firstGuess(d0, d1);
    stage(x[2], x[1], (float) guess, v[1]);
    stage(v[2], v[1], (float) guess, f[1]);
    slope(2);
    double d2 = 0;
    for (int i = 0; i < rows; i++) {
      d2 += square(v[2][i] - v[1][i], x[1][i]) + square(f[2][i] - f[1][i], v[1][i]);
    }
    return firstStep(guess, d1, Math.sqrt(d2 / (2 * rows)) / guess);
  }

  private double square(double value, double y) {
    double ratio = value / (tolerance + tolerance * Math.abs(y));
    return ratio * ratio;
  }

  @Override
  public double[] end() {
    double[] end = new double[2 * rows];
    for (int row = 0; row < rows; row++) {
      end[2 * row] = outputs[times.length - 1][row];
      end[2 * row + 1] = outputs[times.length - 1][rows + row];
    }
    return end;
  }

  @Override
  public int steps() {
    return steps;
  }
}
