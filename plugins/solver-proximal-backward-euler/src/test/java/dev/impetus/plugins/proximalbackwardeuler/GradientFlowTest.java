// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbackwardeuler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.implicit.ChordLu;
import dev.impetus.solver.implicit.Curvature;
import dev.impetus.solver.implicit.HeavyBall;
import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.NewtonCg;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.stream.IntStream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** What a proximal step promises on gradient flows, and what it says when it cannot be solved. */
public class GradientFlowTest {

  private record Symmetric(VectorField field) implements VectorField {

    @Override
    public int width() {
      return field.width();
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      field.evaluate(t, y, dy);
    }

    @Override
    public FieldTraits traits() {
      return new FieldTraits(true, true, true);
    }
  }

  private static final int N = 128;
  private static final double DX = 2.0 / N;
  private static final double DIFFUSION = 0.01;

  private static final VectorField ALLEN_CAHN =
      new Symmetric(
          VectorField.ofRows(
              N,
              (t, u, du) -> {
                for (int j = 0; j < N; j++) {
                  double second = u[(j + 1) % N] + u[(j + N - 1) % N] - 2 * u[j];
                  du[j] = DIFFUSION * second / (DX * DX) + u[j] - u[j] * u[j] * u[j];
                }
              }));

  private static StateVector start() {
    return StateVector.of(
        IntStream.range(0, N)
            .mapToDouble(j -> -1 + j * DX)
            .map(x -> x * x * Math.cos(Math.PI * x))
            .toArray());
  }

  private static double energy(StateVector u) {
    double sum = 0;
    for (int j = 0; j < N; j++) {
      double slope = (u.get(0, (j + 1) % N) - u.get(0, j)) / DX;
      double well = u.get(0, j) * u.get(0, j) - 1;
      sum += DX * (0.5 * DIFFUSION * slope * slope + 0.25 * well * well);
    }
    return sum;
  }

  @DataProvider
  Object[][] steps() {
    return new Object[][] {{0.01}, {0.1}, {0.5}, {0.9}};
  }

  /**
   * With η = 0.1, below 1 - hρ/2 for every step here (ρ = 1), even a loose solve must dissipate.
   */
  @Test(dataProvider = "steps")
  public void theEnergyNeverGrows(double h) {
    double[] times = IntStream.rangeClosed(1, 40).mapToDouble(i -> i * h).toArray();
    Solution solution =
        OdeSolver.with(
                ProximalBackwardEuler.method()
                    .withInnerSolver(NewtonCg.of(StoppingRule.energy(0.1), 20, 500)))
            .controller(FixedStep.of(h))
            .outputPolicy(OutputPolicy.EXACT)
            .build()
            .solve(ALLEN_CAHN, start(), 0, times)
            .orThrow();
    double last = energy(start());
    assertThat(last).isCloseTo(0.422003602352775, within(1e-12));
    for (StateVector u : solution.outputs()) {
      assertThat(energy(u)).isLessThanOrEqualTo(last + 1e-15);
      last = energy(u);
    }
  }

  /** Reference values of the semi-discrete problem at t = 1. */
  @Test
  public void itConvergesToTheReference() {
    Solution solution =
        OdeSolver.with(ProximalBackwardEuler.method())
            .controller(FixedStep.steps(2000))
            .build()
            .solve(ALLEN_CAHN, start(), 0, 1)
            .orThrow();
    assertThat(solution.state().get(0, 0)).isCloseTo(-0.9391454434860201, within(2e-4));
    assertThat(solution.state().get(0, N / 2)).isCloseTo(0.039436999861294, within(2e-4));
    assertThat(energy(solution.state())).isCloseTo(0.353562531466998, within(2e-4));
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
    VectorField decay = new Symmetric(VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]));
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

  private static final VectorField CUBE =
      VectorField.ofRows(1, (t, y, dy) -> dy[0] = -10 * y[0] * y[0] * y[0]);

  @Test
  public void aFixedStepThatCannotBeSolvedIsAStatus() {
    Solution solution =
        OdeSolver.with(
                ProximalBackwardEuler.method().withInnerSolver(ChordLu.of(StoppingRule.DEFAULT, 3)))
            .controller(FixedStep.of(1))
            .build()
            .solve(CUBE, StateVector.of(new double[] {1}), 0, 3);
    assertThat(solution.status()).isEqualTo(SolveStatus.INNER_SOLVER_FAILED);
    assertThat(solution.statistics().failedInnerSolves()).isEqualTo(1);
    assertThat(solution.time()).isZero();
    assertThat(solution.state().get(0, 0)).isEqualTo(1);
  }

  /** {@code y = 1/√(1/y0² + 20 t)}. */
  @Test
  public void adaptiveStepsShrinkUntilTheySucceed() {
    Solution solution =
        OdeSolver.with(
                ProximalBackwardEuler.method().withInnerSolver(ChordLu.of(StoppingRule.DEFAULT, 3)))
            .tolerances(1e-4, 1e-6)
            .build()
            .solve(CUBE, StateVector.of(new double[] {1}), 0, 3)
            .orThrow();
    assertThat(solution.state().get(0, 0)).isCloseTo(1 / Math.sqrt(61), within(1e-3));
  }

  @Test
  public void nanBecomesAStatusNotALoop() {
    VectorField breaks = VectorField.ofRows(1, (t, y, dy) -> dy[0] = t > 0.5 ? Double.NaN : -y[0]);
    Solution solution =
        OdeSolver.with(ProximalBackwardEuler.method())
            .build()
            .solve(breaks, StateVector.of(new double[] {1}), 0, 1);
    assertThat(solution.status().isSuccess()).isFalse();
    assertThat(solution.time()).isLessThanOrEqualTo(0.5);
    assertThat(solution.state().get(0, 0)).isPositive();
  }
}
