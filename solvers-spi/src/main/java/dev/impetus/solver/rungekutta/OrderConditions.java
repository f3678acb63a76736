// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import java.util.Arrays;

/**
 * The order conditions of Runge–Kutta methods up to order 4: one equation for each rooted tree
 * (Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, II.2).
 */
final class OrderConditions {

  static final int HIGHEST = 4;

  private static final double TOLERANCE = 1e-10;

  private OrderConditions() {}

  /** The largest order, at most 4, whose conditions hold for the weights. */
  static int orderUpToFour(double[][] a, double[] b, double[] c) {
    double[] one = new double[b.length];
    Arrays.fill(one, 1);
    double[] cc = times(c, c);
    double[] ac = apply(a, c);
    if (!holds(b, one, 1)) {
      return 0;
    }
    if (!holds(b, c, 1 / 2.0)) {
      return 1;
    }
    if (!holds(b, cc, 1 / 3.0) || !holds(b, ac, 1 / 6.0)) {
      return 2;
    }
    boolean fourth =
        holds(b, times(cc, c), 1 / 4.0)
            && holds(b, times(c, ac), 1 / 8.0)
            && holds(b, apply(a, cc), 1 / 12.0)
            && holds(b, apply(a, ac), 1 / 24.0);
    return fourth ? 4 : 3;
  }

  private static boolean holds(double[] b, double[] x, double wanted) {
    double sum = 0;
    double magnitude = 1;
    for (int i = 0; i < b.length; i++) {
      sum += b[i] * x[i];
      magnitude += Math.abs(b[i] * x[i]);
    }
    return Math.abs(sum - wanted) <= TOLERANCE * magnitude;
  }

  private static double[] times(double[] x, double[] y) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      product[i] = x[i] * y[i];
    }
    return product;
  }

  private static double[] apply(double[][] a, double[] x) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        product[i] += a[i][j] * x[j];
      }
    }
    return product;
  }
}
