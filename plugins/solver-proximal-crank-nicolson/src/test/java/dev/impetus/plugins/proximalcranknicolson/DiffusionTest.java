// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalcranknicolson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.problem.HeatEquation;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class DiffusionTest {

  /** The error relative to the exact semi-discrete solution, in the Euclidean norm. */
  private static double error(OdeProblem problem, Solution solution) {
    StateVector exact = StateVector.of(problem.reference());
    StateVector difference = StateVector.of(solution.state().toArray());
    difference.add(-1, exact);
    return Math.sqrt(difference.dot(difference) / exact.dot(exact));
  }

  @DataProvider
  Object[][] published() {
    return new Object[][] {
      {0.01, 5, 6.34},
      {0.01, 20, 4.12e-1},
      {0.01, 80, 3.17e-5},
      {0.05, 25, 4.29},
      {0.05, 100, 2.80e-5},
      {0.05, 400, 9.8e-7}
    };
  }

  private static Solution solve(DiagonallyImplicitRungeKutta method, double end, int steps) {
    return OdeSolver.with(method)
        .controller(FixedStep.steps(steps))
        .tolerances(1e-10, 1e-12)
        .build()
        .solve(HeatEquation.rough(end).newField(), HeatEquation.rough(end).initialState(), 0, end)
        .orThrow();
  }

  /** The errors of exactly solved steps, to the digits that were published. */
  @Test(dataProvider = "published")
  public void theErrorIsThatOfTheMethod(double end, int steps, double error) {
    Solution solution = solve(ProximalCrankNicolson.method(), end, steps);
    assertThat(error(HeatEquation.rough(end), solution)).isCloseTo(error, within(0.006 * error));
  }

  @Test
  public void dampedStepsRemoveTheOscillation() {
    Solution solution = solve(ProximalCrankNicolson.withDampedStart(2), 0.05, 25);
    assertThat(error(HeatEquation.rough(0.05), solution)).isLessThan(6e-4);
  }

  /** The shortest wave, which the exact solution loses within the first step. */
  private static double oscillation(StateVector state) {
    double sum = 0;
    for (int i = 0; i < state.width(); i++) {
      sum += (i % 2 == 0 ? 1 : -1) * state.get(0, i) / state.width();
    }
    return Math.abs(sum);
  }

  @Test
  public void twoDampedStepsAreEnoughAndKeepOrderTwo() {
    double plain = oscillation(solve(ProximalCrankNicolson.method(), 0.05, 25).state());
    double damped = oscillation(solve(ProximalCrankNicolson.withDampedStart(2), 0.05, 25).state());
    assertThat(plain).isGreaterThan(1e-2);
    assertThat(damped).isLessThan(1e-6 * plain);
    double[] errors = new double[4];
    for (int i = 0; i < errors.length; i++) {
      Solution solution = solve(ProximalCrankNicolson.withDampedStart(2), 0.05, 50 << i);
      errors[i] = error(HeatEquation.rough(0.05), solution);
    }
    for (int i = 1; i < errors.length; i++) {
      assertThat(Math.log(errors[i - 1] / errors[i]) / Math.log(2))
          .as("slopes of %s", errors)
          .isCloseTo(2, within(0.2));
    }
  }

  /** At an error of 2.8e-5, where Dopri5 needs 7 460 evaluations. */
  @Test
  public void itNeedsFewerEvaluationsThanAnExplicitMethodOfTheSameAccuracy() {
    Solution solution =
        OdeSolver.with(ProximalCrankNicolson.method())
            .controller(FixedStep.steps(100))
            .tolerances(1e-5, 1e-7)
            .build()
            .solve(
                HeatEquation.rough(0.05).newField(),
                HeatEquation.rough(0.05).initialState(),
                0,
                0.05)
            .orThrow();
    assertThat(error(HeatEquation.rough(0.05), solution)).isLessThan(5e-5);
    assertThat(solution.statistics().evaluations()).isLessThan(3000);
  }

  @Test
  public void adaptiveStepsMeetTheTolerance() {
    Solution solution =
        OdeSolver.with(ProximalCrankNicolson.withDampedStart(2))
            .tolerances(1e-4, 1e-5)
            .build()
            .solve(
                HeatEquation.rough(0.05).newField(),
                HeatEquation.rough(0.05).initialState(),
                0,
                0.05)
            .orThrow();
    assertThat(error(HeatEquation.rough(0.05), solution)).isLessThan(1e-2);
    assertThat(solution.statistics().evaluations()).isLessThan(7460);
  }
}
