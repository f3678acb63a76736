// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbackwardeuler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.implicit.NewtonCg;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.problem.HeatEquation;
import dev.impetus.solver.problem.OdeProblem;
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
      {0.01, 5, 8.65e-2},
      {0.01, 20, 2.110e-2},
      {0.01, 80, 5.22e-3},
      {0.05, 25, 1.859e-2},
      {0.05, 100, 4.692e-3},
      {0.05, 400, 1.176e-3}
    };
  }

  /** The errors of exactly solved steps, to the digits that were published. */
  @Test(dataProvider = "published")
  public void theErrorIsThatOfTheMethod(double end, int steps, double error) {
    Solution solution =
        OdeSolver.with(ProximalBackwardEuler.method())
            .controller(FixedStep.steps(steps))
            .tolerances(1e-10, 1e-12)
            .build()
            .solve(
                HeatEquation.rough(end).newField(), HeatEquation.rough(end).initialState(), 0, end)
            .orThrow();
    assertThat(error(HeatEquation.rough(end), solution)).isCloseTo(error, within(0.001 * error));
  }

  /** Two thousand steps to t = 1, where Dopri5 needs about 138 000 evaluations. */
  @Test
  public void theEnergyRuleSolvesTheLongProblemInFewEvaluations() {
    Solution solution =
        OdeSolver.with(
                ProximalBackwardEuler.method()
                    .withInnerSolver(NewtonCg.of(StoppingRule.energy(0.1), 10, 500)))
            .controller(FixedStep.steps(2000))
            .build()
            .solve(HeatEquation.rough(1).newField(), HeatEquation.rough(1).initialState(), 0, 1)
            .orThrow();
    assertThat(error(HeatEquation.rough(1), solution)).isLessThan(1e-9);
    assertThat(solution.statistics().evaluations()).isLessThan(8000);
  }

  @Test
  public void adaptiveStepsMeetTheTolerance() {
    Solution solution =
        OdeSolver.with(ProximalBackwardEuler.method())
            .tolerances(1e-3, 1e-4)
            .build()
            .solve(
                HeatEquation.rough(0.05).newField(),
                HeatEquation.rough(0.05).initialState(),
                0,
                0.05)
            .orThrow();
    assertThat(error(HeatEquation.rough(0.05), solution)).isLessThan(5e-2);
  }
}
