// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalmultistage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.implicit.NewtonCg;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.problem.AllenCahn;
import dev.impetus.solver.problem.HeatEquation;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.StiffProblems;
import dev.impetus.solver.state.StateVector;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Gradient flows and stiff problems. */
public class EnergyTest {

  @DataProvider
  Object[][] schemes() {
    return new Object[][] {{VariationalScheme.THREE_STAGES}, {VariationalScheme.SIX_STAGES}};
  }

  private static Solution solve(
      VariationalScheme scheme, OdeProblem problem, double step, double... times) {
    return OdeSolver.with(
            scheme.method().withInnerSolver(NewtonCg.of(StoppingRule.tolerance(0.1), 20, 500)))
        .controller(FixedStep.of(step))
        .outputPolicy(OutputPolicy.EXACT)
        .tolerances(1e-9, 1e-9)
        .build()
        .solve(problem.newField(), problem.initialState(), 0, times)
        .orThrow();
  }

  /** Steps of 1.5 are far beyond the 1 up to which a step of backward Euler is convex here. */
  @Test(dataProvider = "schemes")
  public void theEnergyNeverGrows(VariationalScheme scheme) {
    OdeProblem problem = AllenCahn.until(10);
    ToDoubleFunction<double[]> energy = problem.energy().orElseThrow();
    for (double step : new double[] {0.05, 0.4, 1.5}) {
      double[] times = DoubleStream.iterate(step, t -> t <= 10 + 1e-9, t -> t + step).toArray();
      Solution solution = solve(scheme, problem, step, times);
      double before = energy.applyAsDouble(problem.initial());
      for (StateVector output : solution.outputs()) {
        double after = energy.applyAsDouble(output.toArray());
        assertThat(after).as("step %s", step).isLessThan(before + 1e-12);
        before = after;
      }
    }
  }

  @Test(dataProvider = "schemes")
  public void smallStepsComeToTheKnownSolution(VariationalScheme scheme) {
    OdeProblem problem = AllenCahn.until(1);
    double coarse = error(problem, solve(scheme, problem, 0.05, 1));
    double fine = error(problem, solve(scheme, problem, 0.025, 1));
    assertThat(fine).isLessThan(2e-4);
    assertThat(Math.log(coarse / fine) / Math.log(2))
        .isGreaterThan(scheme.method().info().order() - 0.5);
  }

  /** At the components whose values are known. */
  private static double error(OdeProblem problem, Solution solution) {
    double largest = 0;
    for (int i = 0; i < problem.width(); i++) {
      if (Double.isFinite(problem.reference()[i])) {
        largest = Math.max(largest, Math.abs(solution.state().get(0, i) - problem.reference()[i]));
      }
    }
    return largest;
  }

  @Test(dataProvider = "schemes")
  public void roughDataAreDampedAndOrderIsKept(VariationalScheme scheme) {
    OdeProblem problem = HeatEquation.rough(0.05);
    double coarse = problem.error(solve(scheme, problem, 0.05 / 12, 0.05).state().toArray());
    double fine = problem.error(solve(scheme, problem, 0.05 / 24, 0.05).state().toArray());
    assertThat(Math.log(coarse / fine) / Math.log(2))
        .as("errors %s and %s", coarse, fine)
        .isGreaterThan(scheme.method().info().order() - 0.3);
  }

  @Test(dataProvider = "schemes")
  public void adaptiveStepsMeetTheToleranceOnStiffReactions(VariationalScheme scheme) {
    OdeProblem problem = StiffProblems.hires();
    Solution solution =
        OdeSolver.with(scheme.method())
            .tolerances(1e-5, 1e-9)
            .build()
            .solve(problem.newField(), problem.initialState(), 0, problem.end())
            .orThrow();
    for (int i = 0; i < problem.width(); i++) {
      double wanted = problem.reference()[i];
      assertThat(Math.abs(solution.state().get(0, i) / wanted - 1))
          .as("component %d in %s", i, solution.statistics())
          .isLessThan(1e-3);
    }
  }
}
