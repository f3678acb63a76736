// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.synthetic;

import java.util.function.BiConsumer;

/**
 * The classical Runge–Kutta method, with steps halved until the answer stands still: slow and
 * plain, so that the data owe nothing to the solvers that are tried on them.
 */
final class RungeKutta4 {

  private static final int MOST_STEPS = 1 << 22;

  private RungeKutta4() {}

  /**
   * The solution of {@code y' = field(y)} at the times.
   *
   * @param field writes the derivative at its first argument into its second
   * @param times increasing, the first that of {@code start}
   * @param accuracy largest absolute change, over all times, when the steps are halved once more;
   *     the error is then about a fifteenth of it
   */
  static double[][] trajectory(
      BiConsumer<double[], double[]> field, double[] start, double[] times, double accuracy) {
    double longest = times[times.length - 1] - times[0];
    double[][] coarse = fixed(field, start, times, longest / 256);
    for (int steps = 512; steps <= MOST_STEPS; steps *= 2) {
      double[][] fine = fixed(field, start, times, longest / steps);
      if (distance(coarse, fine) <= accuracy) {
        return fine;
      }
      coarse = fine;
    }
    throw new IllegalStateException(
        "no accuracy of " + accuracy + " with " + MOST_STEPS + " steps");
  }

  private static double[][] fixed(
      BiConsumer<double[], double[]> field, double[] start, double[] times, double step) {
    double[][] states = new double[times.length][];
    states[0] = start.clone();
    double[] y = start.clone();
    double[][] k = new double[4][y.length];
    double[] stage = new double[y.length];
    for (int i = 1; i < times.length; i++) {
      double gap = times[i] - times[i - 1];
      int count = (int) Math.ceil(gap / step);
      double h = gap / count;
      for (int s = 0; s < count; s++) {
        field.accept(y, k[0]);
        field.accept(sum(y, h / 2, k[0], stage), k[1]);
        field.accept(sum(y, h / 2, k[1], stage), k[2]);
        field.accept(sum(y, h, k[2], stage), k[3]);
        for (int j = 0; j < y.length; j++) {
          y[j] += h / 6 * (k[0][j] + 2 * k[1][j] + 2 * k[2][j] + k[3][j]);
        }
      }
      states[i] = y.clone();
    }
    return states;
  }

  private static double[] sum(double[] y, double h, double[] k, double[] out) {
    for (int j = 0; j < y.length; j++) {
      out[j] = y[j] + h * k[j];
    }
    return out;
  }

  private static double distance(double[][] a, double[][] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        largest = Math.max(largest, Math.abs(a[i][j] - b[i][j]));
      }
    }
    return largest;
  }
}
