// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepOutcome;
import org.testng.annotations.Test;

/** After a reset a session solves as a new one does, whatever it solved before. */
public class SessionResetTest {

  private static final int N = 24;

  /** {@code y_i' = k (y_{i-1} - 2 y_i + y_{i+1}) - y_i³}, zero at both ends. */
  private static VectorField diffusion(double k) {
    return VectorField.ofRows(
        N,
        (t, y, dy) -> {
          for (int i = 0; i < N; i++) {
            double before = i > 0 ? y[i - 1] : 0;
            double after = i < N - 1 ? y[i + 1] : 0;
            dy[i] = k * (before - 2 * y[i] + after) - y[i] * y[i] * y[i];
          }
        });
  }

  private static double[] solve(InnerSolver.Session session, double k, boolean mustSucceed) {
    StateVector z = StateVector.zeros(Precision.FLOAT64, 1, N);
    for (int i = 0; i < N; i++) {
      z.set(0, i, Math.cos(i * i));
    }
    StateVector y = z.newLike();
    y.copyFrom(z);
    StageEquation equation =
        new StageEquation(
            new StepContext(
                diffusion(k),
                Precision.FLOAT64,
                1,
                BatchPolicy.SHARED_MAX,
                new Tolerances(1e-6, 1e-9)));
    equation.begin(y, RowScalar.shared(0), RowScalar.shared(0.1), 1, 1, y);
    StepOutcome outcome = session.solve(equation, z).outcome();
    assertThat(!mustSucceed || outcome == StepOutcome.OK).isTrue();
    return z.toArray();
  }

  @Test(dataProvider = "all", dataProviderClass = InnerSolverTest.class)
  public void nothingIsLeftOfAStifferSystem(InnerSolver solver) {
    double[] wanted = solve(session(solver), 1, true);
    InnerSolver.Session used = session(solver);
    solve(used, 1e12, false);
    used.reset();
    assertThat(solve(used, 1, true)).as(solver.name()).containsExactly(wanted);
  }

  private static InnerSolver.Session session(InnerSolver solver) {
    return solver.newSession(Precision.FLOAT64, 1, N, BatchPolicy.SHARED_MAX);
  }
}
