// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalcranknicolson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.conformance.Coupled;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * The gradient of damped steps against central differences of the discrete solution, with outputs
 * at steps and between them, two rows, with and without checkpoints.
 */
public class GradientTest {

  private static final double[] TIMES = {0.17, 0.5, 1.03, 1.5};

  @DataProvider
  Object[][] cases() {
    GradientMode every = CheckpointedDiscrete.everyStep();
    GradientMode some = CheckpointedDiscrete.withCheckpoints(3);
    return new Object[][] {
      {ProximalCrankNicolson.withDampedStart(3), every},
      {ProximalCrankNicolson.withDampedStart(3), some}
    };
  }

  private static OdeSession session(
      DiagonallyImplicitRungeKutta method, GradientMode mode, double theta) {
    return OdeSolver.with(method)
        .controller(FixedStep.steps(12))
        .tolerances(1e-13, 1e-13)
        .gradientMode(mode)
        .build()
        .newSession(Coupled.field(theta), Precision.FLOAT64, 2);
  }

  private static StateVector start(double first) {
    return StateVector.of(new double[] {first, 0.3}, new double[] {-0.4, 1.2});
  }

  private static double loss(DiagonallyImplicitRungeKutta method, double theta, double first) {
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

  @Test(dataProvider = "cases")
  public void theGradientIsThatOfTheDiscreteSolution(
      DiagonallyImplicitRungeKutta method, GradientMode mode) {
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

  /** Central differences of fourth order. */
  private static double derivative(
      DiagonallyImplicitRungeKutta method, double theta, double first, double dTheta, double dY) {
    double near =
        loss(method, theta + dTheta, first + dY) - loss(method, theta - dTheta, first - dY);
    double far =
        loss(method, theta + 2 * dTheta, first + 2 * dY)
            - loss(method, theta - 2 * dTheta, first - 2 * dY);
    return (8 * near - far) / (12 * (dTheta + dY));
  }

  /** Every accepted state is kept, so that only the last step is solved again. */
  @Test
  public void theBackwardPassSolvesNoStepAgainWhoseEndIsKept() {
    OdeSession session =
        session(ProximalCrankNicolson.method(), CheckpointedDiscrete.everyStep(), 0.4);
    long forward = session.solve(start(0.9), 0, TIMES).orThrow().statistics().evaluations();
    StateVector[] cotangents = new StateVector[TIMES.length];
    cotangents[3] = start(1);
    StateVector initial = StateVector.zeros(Precision.FLOAT64, 2, 2);
    long backward = session.pullback(cotangents, initial, null).evaluations();
    assertThat(backward).isLessThan(forward / 2);
  }
}
