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
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class DiffusionTest {

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
            .solve(new Diffusion(), StateVector.of(Diffusion.start()), 0, end)
            .orThrow();
    assertThat(Diffusion.error(solution.state(), end)).isCloseTo(error, within(0.001 * error));
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
            .solve(new Diffusion(), StateVector.of(Diffusion.start()), 0, 1)
            .orThrow();
    assertThat(Diffusion.error(solution.state(), 1)).isLessThan(1e-9);
    assertThat(solution.statistics().evaluations()).isLessThan(8000);
  }

  @Test
  public void adaptiveStepsMeetTheTolerance() {
    Solution solution =
        OdeSolver.with(ProximalBackwardEuler.method())
            .tolerances(1e-3, 1e-4)
            .build()
            .solve(new Diffusion(), StateVector.of(Diffusion.start()), 0, 0.05)
            .orThrow();
    assertThat(Diffusion.error(solution.state(), 0.05)).isLessThan(5e-2);
  }
}
