// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.implicit.NewtonCg;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.problem.HeatEquation;
import dev.impetus.solver.problem.OdeProblem;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Periodic diffusion, n = 128, from rough data: the experiment of Baker et al., 2022. */
public class DiffusionTest {

  private static final double N = 128;

  private static Solution solve(int order, OdeProblem problem, int steps, StoppingRule rule) {
    return OdeSolver.with(
            BackwardDifferentiation.upToOrder(order)
                .withStateAsGuess()
                .withInnerSolver(NewtonCg.of(rule, 10, 500)))
        .controller(FixedStep.steps(steps))
        .tolerances(1e-6, 1e-6)
        .build()
        .solve(problem.newField(), problem.initialState(), 0, problem.end())
        .orThrow();
  }

  /** Dopri5 needs about 138 000 evaluations. */
  @Test
  public void smallStepsNeedAtMostEightThousandEvaluations() {
    OdeProblem problem = HeatEquation.rough(1);
    Solution solution = solve(2, problem, 2000, StoppingRule.energy(0.1));
    assertThat(distance(problem, solution)).isLessThan(1e-9);
    assertThat(work(solution)).isLessThan(8000);
  }

  @Test
  public void longStepsNeedFewer() {
    OdeProblem problem = HeatEquation.rough(1);
    Solution solution = solve(2, problem, 100, StoppingRule.energy(0.3));
    assertThat(distance(problem, solution)).isLessThan(1e-9);
    assertThat(work(solution)).isLessThan(1500);
  }

  /** A product with the Jacobian counts as an evaluation. */
  private static long work(Solution solution) {
    return solution.statistics().evaluations() + solution.statistics().jacobianVectorProducts();
  }

  private static double distance(OdeProblem problem, Solution solution) {
    double square = 0;
    double[] exact = problem.exact(problem.end());
    for (int i = 0; i < N; i++) {
      square += Math.pow(solution.state().get(0, i) - exact[i], 2);
    }
    return Math.sqrt(square);
  }

  @DataProvider
  Object[][] orders() {
    return new Object[][] {{1}, {2}, {3}};
  }

  /** The amplification of each wave by exactly solved steps, from the scalar recurrence. */
  @Test(dataProvider = "orders")
  public void exactlySolvedStepsDampEachWaveAsTheScalarFormulaDoes(int order) {
    OdeProblem problem = HeatEquation.rough(0.05);
    Solution solution = solve(order, problem, 25, StoppingRule.residual(1e-12));
    double[] found = solution.state().toArray();
    for (int k : new int[] {1, 5, 20, 64}) {
      double h = 0.05 / 25;
      double lambda = 2 * N * N * (Math.cos(2 * Math.PI * k / N) - 1);
      double wanted = wave(problem.initial(), k) * amplification(order, 25, h * lambda);
      assertThat(wave(found, k)).as("wave %d", k).isCloseTo(wanted, within(1e-9));
    }
  }

  private static double wave(double[] u, int k) {
    double sum = 0;
    for (int j = 0; j < N; j++) {
      sum += u[j] * Math.cos(2 * Math.PI * k * j / N) / N;
    }
    return sum;
  }

  /** Of order 3: one, two and three parts with weights 1/2, -4 and 9/2. */
  private static double extrapolatedEuler(double z) {
    return 0.5 / (1 - z) - 4 / Math.pow(1 - z / 2, 2) + 4.5 / Math.pow(1 - z / 3, 3);
  }

  private static double amplification(int order, int steps, double z) {
    double[] y = new double[steps + 1];
    y[0] = 1;
    for (int n = 1; n <= steps; n++) {
      y[n] =
          switch (order) {
            case 1 -> y[n - 1] / (1 - z);
            case 2 -> n == 1 ? y[0] / (1 - z) : (4 * y[n - 1] - y[n - 2]) / (3 - 2 * z);
            default ->
                n < 3
                    ? y[n - 1] * extrapolatedEuler(z)
                    : (18 * y[n - 1] - 9 * y[n - 2] + 2 * y[n - 3]) / (11 - 6 * z);
          };
    }
    return y[steps];
  }
}
