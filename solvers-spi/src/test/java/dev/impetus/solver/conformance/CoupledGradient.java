// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.SteppingMethod;

/**
 * Gradients of solves of {@link Coupled} against central differences of the discrete solution: two
 * rows, twelve fixed steps, outputs at steps and between them.
 */
public final class CoupledGradient {

  private static final double[] TIMES = {0.17, 0.5, 1.03, 1.5};

  private CoupledGradient() {}

  /** The output times. */
  public static double[] times() {
    return TIMES.clone();
  }

  /** A session whose parameter has this value. */
  public static OdeSession session(SteppingMethod method, GradientMode mode, double theta) {
    return OdeSolver.with(method)
        .controller(FixedStep.steps(12))
        .tolerances(1e-13, 1e-13)
        .gradientMode(mode)
        .build()
        .newSession(Coupled.field(theta), Precision.FLOAT64, 2);
  }

  /** An initial state with this as the first number of its first row. */
  public static StateVector start(double first) {
    return StateVector.of(new double[] {first, 0.3}, new double[] {-0.4, 1.2});
  }

  /** Checks the gradient by the parameter and by the first number of the initial state. */
  public static void assertIsThatOfTheDiscreteSolution(SteppingMethod method, GradientMode mode) {
    double theta = 0.4;
    double first = 0.9;
    OdeSession session = session(method, mode, theta);
    session.solve(start(first), 0, TIMES).orThrow();
    StateVector[] cotangents = new StateVector[TIMES.length];
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] = StateVector.of(new double[] {i + 1, -1}, new double[] {i + 1, -1});
    }
    StateVector initial = StateVector.zeros(Precision.FLOAT64, 2, 2);
    StateVector parameter = StateVector.zeros(Precision.FLOAT64, 1, 1);
    session.pullback(cotangents, initial, parameter);
    double d = 1e-4;
    assertThat(parameter.get(0, 0)).isCloseTo(derivative(method, theta, first, d, 0), within(1e-8));
    assertThat(initial.get(0, 0)).isCloseTo(derivative(method, theta, first, 0, d), within(1e-8));
  }

  private static double loss(SteppingMethod method, double theta, double first) {
    Solution solution =
        session(method, CheckpointedDiscrete.everyStep(), theta)
            .solve(start(first), 0, TIMES)
            .orThrow();
    double sum = 0;
    for (int i = 0; i < TIMES.length; i++) {
      for (int row = 0; row < 2; row++) {
        sum += (i + 1) * solution.output(i).get(row, 0) - solution.output(i).get(row, 1);
      }
    }
    return sum;
  }

  /** Central differences of fourth order. */
  private static double derivative(
      SteppingMethod method, double theta, double first, double dTheta, double dY) {
    double near =
        loss(method, theta + dTheta, first + dY) - loss(method, theta - dTheta, first - dY);
    double far =
        loss(method, theta + 2 * dTheta, first + 2 * dY)
            - loss(method, theta - 2 * dTheta, first - 2 * dY);
    return (8 * near - far) / (12 * (dTheta + dY));
  }
}
