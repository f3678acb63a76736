// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.SteppingMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The discrete gradient of every method against central differences, with interpolated outputs. */
public class GradientTest {

  private static final double[] TIMES = {0.13, 0.81, 1.7, 2};

  /** {@code y0' = -y1 (1 + θ t)}, {@code y1' = sin(y0) - θ y1}. */
  private static VectorField field(double theta) {
    return VectorField.ofRows(
        2,
        (t, y, dy) -> {
          dy[0] = -y[1] * (1 + theta * t);
          dy[1] = Math.sin(y[0]) - theta * y[1];
        },
        (t, y, bar, yBar, thetaBar) -> {
          yBar[0] = Math.cos(y[0]) * bar[1];
          yBar[1] = -(1 + theta * t) * bar[0] - theta * bar[1];
          thetaBar[0] += -y[1] * t * bar[0] - y[1] * bar[1];
        },
        1);
  }

  @DataProvider
  Object[][] methods() {
    return new Object[][] {
      {LowOrderMethods.euler()},
      {LowOrderMethods.midpoint()},
      {LowOrderMethods.heun()},
      {LowOrderMethods.ralston()},
      {BogackiShampine32.method()},
      {Tsitouras54.method()},
      {DormandPrince853.method()}
    };
  }

  private static double loss(SteppingMethod method, double theta, double first) {
    OdeSession session = session(method, theta);
    double[] sum = {0};
    var solution = session.solve(StateVector.of(new double[] {first, 0.3}), 0, TIMES).orThrow();
    for (int i = 0; i < TIMES.length; i++) {
      sum[0] += (i + 1) * solution.output(i).get(0, 0) - solution.output(i).get(0, 1);
    }
    return sum[0];
  }

  private static OdeSession session(SteppingMethod method, double theta) {
    return OdeSolver.with(method)
        .controller(FixedStep.steps(5))
        .build()
        .newSession(field(theta), Precision.FLOAT64, 1);
  }

  @Test(dataProvider = "methods")
  public void theGradientIsThatOfTheDiscreteSolution(SteppingMethod method) {
    double theta = 0.4;
    double first = 0.9;
    OdeSession session = session(method, theta);
    session.solve(StateVector.of(new double[] {first, 0.3}), 0, TIMES).orThrow();
    StateVector[] cotangents = new StateVector[TIMES.length];
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] = StateVector.of(new double[] {i + 1, -1});
    }
    StateVector initial = StateVector.zeros(Precision.FLOAT64, 1, 2);
    StateVector parameter = StateVector.zeros(Precision.FLOAT64, 1, 1);
    session.pullback(cotangents, initial, parameter);
    double d = 1e-5;
    assertThat(parameter.get(0, 0))
        .isCloseTo(
            (loss(method, theta + d, first) - loss(method, theta - d, first)) / (2 * d),
            within(1e-8));
    assertThat(initial.get(0, 0))
        .isCloseTo(
            (loss(method, theta, first + d) - loss(method, theta, first - d)) / (2 * d),
            within(1e-8));
  }
}
