// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import dev.impetus.solver.field.VectorField;

/**
 * {@code y0' = -20 (1 + θ t²) (y0 - sin t) + y1, y1' = -y1 - y0³ + cos(θ t)}: nonlinear, coupled,
 * dependent on time and on one parameter, with hand-written derivatives: a field for tests of
 * gradients of implicit methods.
 */
public final class Coupled {

  private Coupled() {}

  /** The field with a value of its parameter. */
  public static VectorField field(double theta) {
    return VectorField.ofRows(
        2,
        (t, y, dy) -> {
          dy[0] = -20 * (1 + theta * t * t) * (y[0] - Math.sin(t)) + y[1];
          dy[1] = -y[1] - y[0] * y[0] * y[0] + Math.cos(theta * t);
        },
        (t, y, bar, yBar, thetaBar) -> {
          yBar[0] = -20 * (1 + theta * t * t) * bar[0] - 3 * y[0] * y[0] * bar[1];
          yBar[1] = bar[0] - bar[1];
          thetaBar[0] += -20 * t * t * (y[0] - Math.sin(t)) * bar[0];
          thetaBar[0] += -t * Math.sin(theta * t) * bar[1];
        },
        1);
  }
}
