// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Evaluation counts and errors on Lotka–Volterra. */
public class WorkPrecisionTest {

  private static final VectorField LOTKA_VOLTERRA =
      VectorField.ofRows(2, (t, y, dy) -> lotkaVolterra(y, dy));

  private static void lotkaVolterra(double[] y, double[] dy) {
    dy[0] = 1.5 * y[0] - y[0] * y[1];
    dy[1] = -3 * y[1] + y[0] * y[1];
  }

  @DataProvider
  Object[][] recorded() {
    return new Object[][] {
      {1e-3, 218, 5.3e-3}, {1e-5, 452, 5.3e-5}, {1e-7, 998, 2.5e-7}, {1e-9, 2282, 9.7e-10}
    };
  }

  /**
   * {@code 2 + 6} per attempt; diffrax 0.7.2 with the same controller makes 36 attempts at 1e-3 and
   * 380 at 1e-9, as here.
   */
  @Test(dataProvider = "recorded")
  public void tsit5TakesTheRecordedEvaluations(double rtol, long evaluations, double error) {
    Solution solution = solve(rtol);
    assertThat(solution.statistics().evaluations()).isEqualTo(evaluations);
    assertThat(error(solution)).isLessThan(error);
  }

  private static Solution solve(double rtol) {
    return OdeSolver.with(Tsitouras54.method())
        .tolerances(rtol, rtol * 1e-3)
        .build()
        .solve(LOTKA_VOLTERRA, StateVector.of(new double[] {1, 1}), 0, 10)
        .orThrow();
  }

  /**
   * Twelve evaluations an attempt, the last of which an accepted step's successor reuses, and two
   * at the beginning; three more in a step with outputs, not in others.
   */
  @Test
  public void dop853EvaluatesItsDenseStagesOnlyWhereAnOutputIs() {
    OdeSolver solver = OdeSolver.with(DormandPrince853.method()).tolerances(1e-9, 1e-12).build();
    StateVector y0 = StateVector.of(new double[] {1, 1});
    Solution end = solver.solve(LOTKA_VOLTERRA, y0, 0, 10).orThrow();
    long attempts = end.statistics().acceptedSteps() + end.statistics().rejectedSteps();
    assertThat(end.statistics().evaluations()).isEqualTo(2 + 12 * attempts);
    Solution twice = solver.solve(LOTKA_VOLTERRA, y0, 0, 5, 5.001, 10).orThrow();
    assertThat(twice.statistics().evaluations()).isEqualTo(2 + 12 * attempts + 3);
    assertThat(error(end)).isLessThan(2e-8);
  }

  /** The same method in another library, with its own controller. */
  @Test
  public void dop853AgreesWithHipparchus() {
    DormandPrince853Integrator integrator = new DormandPrince853Integrator(1e-10, 10, 1e-12, 1e-12);
    OrdinaryDifferentialEquation equations =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return 2;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            double[] dy = new double[2];
            lotkaVolterra(y, dy);
            return dy;
          }
        };
    double[] theirs =
        integrator.integrate(equations, new ODEState(0, new double[] {1, 1}), 10).getPrimaryState();
    Solution ours =
        OdeSolver.with(DormandPrince853.method())
            .tolerances(1e-12, 1e-12)
            .build()
            .solve(LOTKA_VOLTERRA, StateVector.of(new double[] {1, 1}), 0, 10)
            .orThrow();
    assertThat(ours.state().get(0, 0)).isCloseTo(theirs[0], within(1e-10));
    assertThat(ours.state().get(0, 1)).isCloseTo(theirs[1], within(1e-10));
    assertThat(ours.statistics().evaluations())
        .isLessThan((long) (1.3 * integrator.getEvaluations()));
  }

  private static double error(Solution solution) {
    return Math.max(
        Math.abs(solution.state().get(0, 0) - 1.0263447675751),
        Math.abs(solution.state().get(0, 1) - 0.9096910781361));
  }
}
