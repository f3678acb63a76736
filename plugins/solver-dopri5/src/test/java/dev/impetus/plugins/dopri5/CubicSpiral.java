// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

/** {@code y' = (y³) A} with the cube element by element and A, row-major, as parameters. */
final class CubicSpiral extends RowProblem {

  CubicSpiral() {
    super(2, -0.1, 2, -2, -0.1);
  }

  @Override
  void f(double t, double[] y, double[] dy) {
    double p = y[0] * y[0] * y[0];
    double q = y[1] * y[1] * y[1];
    dy[0] = p * theta[0] + q * theta[2];
    dy[1] = p * theta[1] + q * theta[3];
  }

  @Override
  void vjp(double t, double[] y, double[] bar, double[] yBar, double[] thetaBar) {
    yBar[0] = 3 * y[0] * y[0] * (theta[0] * bar[0] + theta[1] * bar[1]);
    yBar[1] = 3 * y[1] * y[1] * (theta[2] * bar[0] + theta[3] * bar[1]);
    double p = y[0] * y[0] * y[0];
    double q = y[1] * y[1] * y[1];
    thetaBar[0] += p * bar[0];
    thetaBar[1] += p * bar[1];
    thetaBar[2] += q * bar[0];
    thetaBar[3] += q * bar[1];
  }
}
