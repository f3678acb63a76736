// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Evaluation counts and errors on Lotka–Volterra, as recorded with torchdiffeq 0.2.5: {@code 2 + 6}
 * per attempted step.
 */
public class WorkPrecisionTest {

  private static final VectorField LOTKA_VOLTERRA =
      VectorField.ofRows(
          2,
          (t, y, dy) -> {
            dy[0] = 1.5 * y[0] - y[0] * y[1];
            dy[1] = -3 * y[1] + y[0] * y[1];
          });

  @DataProvider
  Object[][] recorded() {
    return new Object[][] {
      {1e-3, 212, 4.3e-3}, {1e-5, 428, 3.7e-4}, {1e-7, 914, 2.0e-6}, {1e-9, 2078, 6.4e-9}
    };
  }

  @Test(dataProvider = "recorded")
  public void overshootingLikeTorchdiffeqGivesItsCountAndError(
      double rtol, long evaluations, double error) {
    Solution solution = solve(rtol, OutputPolicy.OVERSHOOT);
    assertThat(solution.statistics().evaluations()).isEqualTo(evaluations);
    assertThat(error(solution)).isCloseTo(error, within(0.02 * error));
  }

  @Test(dataProvider = "recorded")
  public void endingExactlyTakesAsManySteps(double rtol, long evaluations, double error) {
    Solution solution = solve(rtol, OutputPolicy.INTERPOLATE);
    assertThat(solution.statistics().evaluations()).isEqualTo(evaluations);
    assertThat(error(solution)).isLessThan(1.02 * error);
    assertThat(solution.time()).isEqualTo(10);
  }

  private static Solution solve(double rtol, OutputPolicy policy) {
    return OdeSolver.with(DormandPrince54.shampine())
        .tolerances(rtol, rtol * 1e-3)
        .outputPolicy(policy)
        .build()
        .solve(LOTKA_VOLTERRA, StateVector.of(new double[] {1, 1}), 0, 10)
        .orThrow();
  }

  private static double error(Solution solution) {
    return Math.max(
        Math.abs(solution.state().get(0, 0) - 1.0263447675751),
        Math.abs(solution.state().get(0, 1) - 0.9096910781361));
  }
}
