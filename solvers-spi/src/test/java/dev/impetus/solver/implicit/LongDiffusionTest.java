// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.implicit.NonlinearConjugateGradients.Formula;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Diffusion on 128 periodic points to t = 1, where only the mean is left: what backward Euler with
 * conjugate gradients pays, by calls that the field itself counts.
 */
public class LongDiffusionTest {

  private static final int N = 128;

  private static final class Diffusion implements VectorField {

    private final boolean affine;
    private long calls;

    Diffusion(boolean affine) {
      this.affine = affine;
    }

    @Override
    public int width() {
      return N;
    }

    @Override
    public FieldTraits traits() {
      return new FieldTraits(true, true, true, affine);
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      calls++;
      for (int i = 0; i < N; i++) {
        double sum = y.get(0, (i + 1) % N) + y.get(0, (i + N - 1) % N) - 2 * y.get(0, i);
        dy.set(0, i, N * N * sum);
      }
    }
  }

  private static final double[] START =
      new Random(11).doubles(N).map(u -> (2 * u - 1) * Math.sqrt(3)).toArray();

  private static void assertMean(Solution solution, double error) {
    double mean = Arrays.stream(START).sum() / N;
    for (int i = 0; i < N; i++) {
      assertThat(solution.state().get(0, i)).isCloseTo(mean, within(error));
    }
  }

  @DataProvider
  Object[][] rules() {
    return new Object[][] {
      {StoppingRule.energy(0.1)}, {StoppingRule.tolerance(0.1)}, {StoppingRule.residual(1e-4)}
    };
  }

  /**
   * A hundred steps, the last third of them at rest, where a residual is 655 times the rounding of
   * the state and no iteration makes it smaller.
   */
  @Test(dataProvider = "rules")
  public void noSolverChasesTheRoundingOfASolutionAtRest(StoppingRule rule) {
    InnerSolver[] solvers = {
      NewtonCg.of(rule, 10, 500),
      NewtonGmres.of(rule, 10, 500),
      NonlinearConjugateGradients.of(Formula.FLETCHER_REEVES, rule, 500),
      NonlinearConjugateGradients.of(Formula.POLAK_RIBIERE_PLUS, rule, 500),
      LimitedMemoryBfgs.of(10, rule, 500),
      HeavyBall.of(Curvature.estimated(), rule, 5000),
      ChordLu.of(rule, 7)
    };
    for (InnerSolver solver : solvers) {
      for (boolean affine : new boolean[] {true, false}) {
        Solution solution =
            OdeSolver.with(InnerSolverTest.backwardEuler().withInnerSolver(solver))
                .controller(FixedStep.steps(100))
                .build()
                .solve(new Diffusion(affine), StateVector.of(START), 0, 1);
        assertThat(solution.status())
            .as(solver.name() + ", " + solution.detail())
            .isEqualTo(SolveStatus.REACHED_END);
        // A hundred equations, each solved to a tenth of a tolerance of 1e-6.
        assertMean(solution, 1e-5);
      }
    }
  }

  @Test
  public void twoThousandStepsTakeFewerThanEightThousandEvaluations() {
    Diffusion field = new Diffusion(true);
    Solution solution =
        OdeSolver.with(
                InnerSolverTest.backwardEuler()
                    .withInnerSolver(NewtonCg.of(StoppingRule.energy(0.1), 10, 500)))
            .controller(FixedStep.steps(2000))
            .build()
            .solve(field, StateVector.of(START), 0, 1)
            .orThrow();
    assertMean(solution, 1e-9 / Math.sqrt(N));
    assertThat(field.calls).isLessThanOrEqualTo(8000);
    assertThat(solution.statistics().evaluations()).isEqualTo(field.calls);
    // An affine field: the slope at the start, its value at zero, a step and an iteration one each.
    assertThat(field.calls).isEqualTo(2 + 2000 + solution.statistics().innerIterations());
  }
}
