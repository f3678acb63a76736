// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.esdirk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** A gradient has the same bits in a session that took others before and in a new one. */
public class RepeatedGradientTest {

  private static final int N = 12;

  /** {@code y_i' = θ (y_{i+1} - y_i) - y_i³}, zero at the end; θ may change. */
  private static VectorField chain(double[] theta) {
    return VectorField.ofRows(
        N,
        (t, y, dy) -> {
          for (int i = 0; i < N; i++) {
            double next = i < N - 1 ? y[i + 1] : 0;
            dy[i] = theta[0] * (next - y[i]) - y[i] * y[i] * y[i];
          }
        },
        (t, y, bar, yBar, thetaBar) -> {
          for (int i = 0; i < N; i++) {
            double next = i < N - 1 ? y[i + 1] : 0;
            double before = i > 0 ? bar[i - 1] : 0;
            yBar[i] = theta[0] * (before - bar[i]) - 3 * y[i] * y[i] * bar[i];
            thetaBar[0] += (next - y[i]) * bar[i];
          }
        },
        1);
  }

  @DataProvider
  Object[][] modes() {
    return new Object[][] {
      {CheckpointedDiscrete.everyStep()}, {CheckpointedDiscrete.withCheckpoints(3)}
    };
  }

  @Test(dataProvider = "modes")
  public void nothingIsLeftOfAGradientWithOtherParameters(CheckpointedDiscrete mode) {
    OdeSolver solver =
        OdeSolver.with(KennedyCarpenter43.method())
            .tolerances(1e-4, 1e-6)
            .gradientMode(mode)
            .build();
    double[] theta = {90};
    OdeSession used = solver.newSession(chain(theta), Precision.FLOAT64, 2);
    gradient(used);
    theta[0] = 30;
    double[] wanted = gradient(solver.newSession(chain(theta), Precision.FLOAT64, 2));
    assertThat(gradient(used)).containsExactly(wanted);
  }

  private static double[] gradient(OdeSession session) {
    StateVector y0 = StateVector.zeros(Precision.FLOAT64, 2, N);
    for (int i = 0; i < N; i++) {
      y0.set(0, i, Math.sin(0.3 * i));
      y0.set(1, i, i % 5);
    }
    StateVector ones = session.solve(y0, 0, 1).orThrow().state().newLike();
    ones.fill(1);
    StateVector initial = y0.newLike();
    StateVector parameter = StateVector.zeros(Precision.FLOAT64, 1, 1);
    session.pullback(new StateVector[] {ones}, initial, parameter);
    double[] joined = new double[initial.size() + 1];
    initial.copyTo(joined, 0);
    joined[initial.size()] = parameter.get(0, 0);
    return joined;
  }
}
