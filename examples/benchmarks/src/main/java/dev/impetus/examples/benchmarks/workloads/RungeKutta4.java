// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

/** The classical method with fixed steps, for targets that every library must see alike. */
final class RungeKutta4 {

  /** The right-hand side. */
  @FunctionalInterface
  interface Slope {
    /** Computes {@code dy ← f(y)}. */
    void evaluate(double[] y, double[] dy);
  }

  private RungeKutta4() {}

  /** The states at the times, one after the other; the first is the start. */
  static double[] trajectory(Slope f, double[] start, double[] times, int substeps) {
    int n = start.length;
    double[] y = start.clone();
    double[] stage = new double[n];
    double[][] k = new double[4][n];
    double[] trajectory = new double[times.length * n];
    System.arraycopy(y, 0, trajectory, 0, n);
    for (int i = 1; i < times.length; i++) {
      double h = (times[i] - times[i - 1]) / substeps;
      for (int step = 0; step < substeps; step++) {
        f.evaluate(y, k[0]);
        for (int s = 1; s < 4; s++) {
          double part = s == 3 ? h : h / 2;
          for (int j = 0; j < n; j++) {
            stage[j] = y[j] + part * k[s - 1][j];
          }
          f.evaluate(stage, k[s]);
        }
        for (int j = 0; j < n; j++) {
          y[j] += h / 6 * (k[0][j] + 2 * k[1][j] + 2 * k[2][j] + k[3][j]);
        }
      }
      System.arraycopy(y, 0, trajectory, i * n, n);
    }
    return trajectory;
  }
}
