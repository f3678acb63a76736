// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import dev.impetus.solver.field.VectorField;

/** {@code y' = (y³) A} with the cube element by element and A, row-major, as parameters. */
final class CubicSpiral {

  private static final double[] A = {-0.1, 2, -2, -0.1};

  private CubicSpiral() {}

  static VectorField field() {
    return VectorField.ofRows(2, CubicSpiral::f, CubicSpiral::vjp, 4);
  }

  private static void f(double t, double[] y, double[] dy) {
    double p = y[0] * y[0] * y[0];
    double q = y[1] * y[1] * y[1];
    dy[0] = p * A[0] + q * A[2];
    dy[1] = p * A[1] + q * A[3];
  }

  private static void vjp(double t, double[] y, double[] bar, double[] yBar, double[] thetaBar) {
    yBar[0] = 3 * y[0] * y[0] * (A[0] * bar[0] + A[1] * bar[1]);
    yBar[1] = 3 * y[1] * y[1] * (A[2] * bar[0] + A[3] * bar[1]);
    double p = y[0] * y[0] * y[0];
    double q = y[1] * y[1] * y[1];
    thetaBar[0] += p * bar[0];
    thetaBar[1] += p * bar[1];
    thetaBar[2] += q * bar[0];
    thetaBar[3] += q * bar[1];
  }
}
