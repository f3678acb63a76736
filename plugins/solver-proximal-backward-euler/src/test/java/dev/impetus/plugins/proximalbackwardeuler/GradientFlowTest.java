// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbackwardeuler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.implicit.ChordLu;
import dev.impetus.solver.implicit.Curvature;
import dev.impetus.solver.implicit.HeavyBall;
import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.NewtonCg;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.problem.AllenCahn;
import dev.impetus.solver.problem.Detest;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.state.StateVector;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** What a proximal step promises on gradient flows. */
public class GradientFlowTest {

  @DataProvider
  Object[][] steps() {
    return new Object[][] {{0.01}, {0.1}, {0.5}, {0.9}};
  }

  /**
   * With η = 0.1, below 1 - hρ/2 for every step here (ρ = 1), even a loose solve must dissipate.
   */
  @Test(dataProvider = "steps")
  public void theEnergyNeverGrows(double h) {
    OdeProblem problem = AllenCahn.until(50);
    ToDoubleFunction<double[]> energy = problem.energy().orElseThrow();
    double[] times = IntStream.rangeClosed(1, 40).mapToDouble(i -> i * h).toArray();
    Solution solution =
        OdeSolver.with(
                ProximalBackwardEuler.method()
                    .withInnerSolver(NewtonCg.of(StoppingRule.energy(0.1), 20, 500)))
            .controller(FixedStep.of(h))
            .outputPolicy(OutputPolicy.EXACT)
            .build()
            .solve(problem.newField(), problem.initialState(), 0, times)
            .orThrow();
    double last = energy.applyAsDouble(problem.initial());
    for (StateVector u : solution.outputs()) {
      double now = energy.applyAsDouble(u.toArray());
      assertThat(now).isLessThanOrEqualTo(last + 1e-15);
      last = now;
    }
  }

  @DataProvider
  Object[][] solvers() {
    return new Object[][] {
      {ChordLu.of(StoppingRule.DEFAULT, 7)},
      {NewtonCg.of(StoppingRule.DEFAULT, 10, 100)},
      {NewtonCg.of(StoppingRule.energy(0.1), 10, 100)},
      {HeavyBall.of(Curvature.known(1, 1), StoppingRule.DEFAULT, 100)},
    };
  }

  /** An absolute tolerance in the inner solve would freeze this solution. */
  @Test(dataProvider = "solvers")
  public void aSlowSmallSolutionIsNotFrozen(InnerSolver inner) {
    VectorField decay = Detest.problem("A1").newField();
    Solution solution =
        OdeSolver.with(ProximalBackwardEuler.method().withInnerSolver(inner))
            .controller(FixedStep.steps(10_000))
            .limits(new StepLimits(10_001, 0, Double.POSITIVE_INFINITY))
            .tolerances(1e-3, 1e-3)
            .build()
            .solve(decay, StateVector.of(new double[] {1e-6}), 0, 10)
            .orThrow();
    double wanted = 1e-6 * Math.pow(1.001, -10_000);
    assertThat(solution.state().get(0, 0)).isCloseTo(wanted, within(1e-6 * wanted));
  }
}
