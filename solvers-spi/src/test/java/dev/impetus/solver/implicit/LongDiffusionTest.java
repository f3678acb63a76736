// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.Random;
import org.testng.annotations.Test;

/**
 * Diffusion on 128 periodic points to t = 1, where only the mean is left: what backward Euler with
 * conjugate gradients pays, by calls that the field itself counts.
 */
public class LongDiffusionTest {

  private static final int N = 128;

  private static final class Diffusion implements VectorField {

    private static final FieldTraits TRAITS = new FieldTraits(true, true, true, true);
    private long calls;

    @Override
    public int width() {
      return N;
    }

    @Override
    public FieldTraits traits() {
      return TRAITS;
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

  @Test
  public void twoThousandStepsTakeFewerThanEightThousandEvaluations() {
    double[] start = new Random(11).doubles(N).map(u -> (2 * u - 1) * Math.sqrt(3)).toArray();
    double mean = Arrays.stream(start).sum() / N;
    Diffusion field = new Diffusion();
    Solution solution =
        OdeSolver.with(
                InnerSolverTest.backwardEuler()
                    .withInnerSolver(NewtonCg.of(StoppingRule.energy(0.1), 10, 500)))
            .controller(FixedStep.steps(2000))
            .build()
            .solve(field, StateVector.of(start), 0, 1)
            .orThrow();
    for (int i = 0; i < N; i++) {
      assertThat(solution.state().get(0, i)).isCloseTo(mean, within(1e-9 / Math.sqrt(N)));
    }
    assertThat(field.calls).isLessThanOrEqualTo(8000);
    assertThat(solution.statistics().evaluations()).isEqualTo(field.calls);
    // An affine field: the slope at the start, its value at zero, a step and an iteration one each.
    assertThat(field.calls).isEqualTo(2 + 2000 + solution.statistics().innerIterations());
  }
}
