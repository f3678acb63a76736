// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.Test;

/** A row of many numbers: Jacobians are kept from step to step, forwards and backwards. */
public class KeptJacobianTest {

  private static final int N = 24;
  private static final int STEPS = 40;
  private static final double[] THETA = {30};

  /** {@code y_i' = θ (y_{i+1} - y_i) - y_i³}, the last one being driven by 1. */
  private static final VectorField CHAIN =
      VectorField.ofRows(
          N,
          (t, y, dy) -> {
            for (int i = 0; i < N; i++) {
              double next = i < N - 1 ? y[i + 1] : 1;
              dy[i] = THETA[0] * (next - y[i]) - y[i] * y[i] * y[i];
            }
          },
          (t, y, bar, yBar, thetaBar) -> {
            for (int i = 0; i < N; i++) {
              double next = i < N - 1 ? y[i + 1] : 1;
              yBar[i] = -(THETA[0] + 3 * y[i] * y[i]) * bar[i];
              yBar[i] += i > 0 ? THETA[0] * bar[i - 1] : 0;
              thetaBar[0] += (next - y[i]) * bar[i];
            }
          },
          1);

  private static OdeSession session() {
    return OdeSolver.with(
            InnerSolverTest.backwardEuler()
                .withInnerSolver(ChordLu.of(StoppingRule.tolerance(0.01), 20)))
        .controller(FixedStep.steps(STEPS))
        .tolerances(1e-10, 1e-10)
        .build()
        .newSession(CHAIN, Precision.FLOAT64, 2);
  }

  private static StateVector start() {
    StateVector y0 = StateVector.zeros(Precision.FLOAT64, 2, N);
    y0.set(1, 3, 2);
    return y0;
  }

  private static double sumAt(double theta) {
    THETA[0] = theta;
    StateVector end = session().solve(start(), 0, 1).orThrow().state();
    THETA[0] = 30;
    StateVector ones = end.newLike();
    ones.fill(1);
    return end.dot(ones);
  }

  @Test
  public void gradientsTakeFarFewerProductsThanReadingEveryJacobian() {
    OdeSession session = session();
    StateVector ones = session.solve(start(), 0, 1).orThrow().state().newLike();
    ones.fill(1);
    StateVector initial = ones.newLike();
    StateVector parameter = StateVector.zeros(Precision.FLOAT64, 1, 1);
    SolveStatistics backward = session.pullback(new StateVector[] {ones}, initial, parameter);
    // Reading costs N a step, and the gradient by the parameter one more.
    assertThat(backward.vectorJacobianProducts()).isLessThan(STEPS * (N + 1) / 2);
    double wanted = (sumAt(30 + 1e-4) - sumAt(30 - 1e-4)) / 2e-4;
    assertThat(parameter.get(0, 0)).isCloseTo(wanted, within(1e-7 * Math.abs(wanted)));
  }
}
