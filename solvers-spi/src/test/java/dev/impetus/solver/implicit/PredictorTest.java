// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.rungekutta.Predictor;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.Test;

public class PredictorTest {

  private static final VectorField PENDULUM =
      VectorField.ofRows(
          2,
          (t, y, dy) -> {
            dy[0] = y[1];
            dy[1] = -Math.sin(y[0]) - 0.1 * y[1] + 0.2 * Math.cos(t);
          });

  /** The trapezoidal rule, with a chord that is solved to much less than the predictors' errors. */
  private static Solution solve(Predictor predictor) {
    ButcherTableau tableau =
        ButcherTableau.of(
            new double[] {0, 1}, new double[][] {{}, {0.5, 0.5}}, new double[] {0.5, 0.5});
    DiagonallyImplicitRungeKutta rule =
        DiagonallyImplicitRungeKutta.of(
                "trapezoidal rule",
                2,
                tableau,
                ContinuousExtension.hermite(3, tableau, new double[2]),
                "textbook")
            .withInnerSolver(ChordLu.of(StoppingRule.tolerance(1e-3), 20))
            .withPredictor(predictor);
    return OdeSolver.with(rule)
        .controller(FixedStep.steps(400))
        .tolerances(1e-6, 1e-6)
        .build()
        .solve(PENDULUM, StateVector.of(new double[] {1, 0}), 0, 10)
        .orThrow();
  }

  /** What is left of each equation, 1e-3 of the tolerances of 2e-6, adds up over 400 steps. */
  @Test
  public void theBetterTheGuessTheFewerTheIterations() {
    Solution state = solve(Predictor.STATE);
    Solution slope = solve(Predictor.SLOPE);
    Solution cubic = solve(Predictor.CUBIC);
    assertThat(slope.statistics().innerIterations())
        .isLessThan(state.statistics().innerIterations());
    assertThat(cubic.statistics().innerIterations())
        .isLessThan(slope.statistics().innerIterations());
    for (int i = 0; i < 2; i++) {
      assertThat(cubic.state().get(0, i)).isCloseTo(state.state().get(0, i), within(8e-7));
      assertThat(slope.state().get(0, i)).isCloseTo(state.state().get(0, i), within(8e-7));
    }
  }
}
