// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.odelibrary;

import dev.impetus.solver.field.VectorField;

/**
 * Prey x and predators z: {@code x' = αx - βxz, z' = -γz + δxz}, with its derivatives by state and
 * parameters.
 */
record LotkaVolterra(double alpha, double beta, double gamma, double delta) {

  VectorField field() {
    return VectorField.ofRows(2, this::slope, this::pullback, 4);
  }

  private void slope(double t, double[] y, double[] dy) {
    dy[0] = alpha * y[0] - beta * y[0] * y[1];
    dy[1] = -gamma * y[1] + delta * y[0] * y[1];
  }

  private void pullback(double t, double[] y, double[] bar, double[] yBar, double[] thetaBar) {
    yBar[0] = (alpha - beta * y[1]) * bar[0] + delta * y[1] * bar[1];
    yBar[1] = -beta * y[0] * bar[0] + (-gamma + delta * y[0]) * bar[1];
    thetaBar[0] += y[0] * bar[0];
    thetaBar[1] -= y[0] * y[1] * bar[0];
    thetaBar[2] -= y[1] * bar[1];
    thetaBar[3] += y[0] * y[1] * bar[1];
  }

  LotkaVolterra with(int parameter, double value) {
    return new LotkaVolterra(
        parameter == 0 ? value : alpha,
        parameter == 1 ? value : beta,
        parameter == 2 ? value : gamma,
        parameter == 3 ? value : delta);
  }

  double get(int parameter) {
    return new double[] {alpha, beta, gamma, delta}[parameter];
  }
}
