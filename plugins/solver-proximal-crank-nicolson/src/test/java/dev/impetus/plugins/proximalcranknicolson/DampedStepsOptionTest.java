// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalcranknicolson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.ProtheroRobinson;
import dev.impetus.solver.state.StateVector;
import java.util.Map;
import org.testng.annotations.Test;

public class DampedStepsOptionTest {

  /** From a start beside the solution, whose fast component only damped steps remove. */
  @Test
  public void dampedStepsAreConfigured() {
    assertThat(distance(Map.of())).isGreaterThan(0.9);
    assertThat(distance(Map.of("damped-steps", 2))).isLessThan(1e-6);
  }

  private static double distance(Map<String, ?> options) {
    SolverProvider provider = new ProximalCrankNicolsonProvider();
    OdeProblem problem = ProtheroRobinson.of(-1e6);
    return problem.error(
        OdeSolver.with(provider.create(provider.schema().resolve(options, "solver")))
            .controller(FixedStep.steps(10))
            .build()
            .solve(problem.newField(), StateVector.of(new double[] {2}), 0, problem.end())
            .orThrow()
            .state()
            .toArray());
  }
}
