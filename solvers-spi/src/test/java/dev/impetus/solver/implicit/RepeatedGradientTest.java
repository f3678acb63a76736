// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** A gradient has the same bits in a session that took others before and in a new one. */
public class RepeatedGradientTest {

  private static final int N = 24;

  /** {@code y_i' = θ (y_{i-1} - 2 y_i + y_{i+1}) - y_i³}, zero at both ends; θ may change. */
  private static VectorField diffusion(double[] theta) {
    return VectorField.ofRows(
        N,
        (t, y, dy) -> {
          for (int i = 0; i < N; i++) {
            dy[i] = theta[0] * (at(y, i - 1) - 2 * y[i] + at(y, i + 1)) - y[i] * y[i] * y[i];
          }
        },
        (t, y, bar, yBar, thetaBar) -> {
          for (int i = 0; i < N; i++) {
            yBar[i] = theta[0] * (at(bar, i - 1) - 2 * bar[i] + at(bar, i + 1));
            yBar[i] -= 3 * y[i] * y[i] * bar[i];
            thetaBar[0] += (at(y, i - 1) - 2 * y[i] + at(y, i + 1)) * bar[i];
          }
        },
        1);
  }

  private static double at(double[] y, int i) {
    return i < 0 || i == N ? 0 : y[i];
  }

  /** The L-stable method of two stages and order 2, whose first stage is an equation as well. */
  private static DiagonallyImplicitRungeKutta twoStages() {
    double gamma = 1 - Math.sqrt(0.5);
    double[] weights = {0, 1 - gamma, gamma};
    ButcherTableau tableau =
        ButcherTableau.of(
            new double[] {0, gamma, 1}, new double[][] {{}, {0, gamma}, weights}, weights);
    ContinuousExtension linear =
        ContinuousExtension.of(1, new double[][] {{}, {1 - gamma}, {gamma}});
    return DiagonallyImplicitRungeKutta.of("two stages", 2, tableau, linear, "Alexander, 1977");
  }

  @DataProvider
  Object[][] methods() {
    StoppingRule rule = StoppingRule.tolerance(0.1);
    List<InnerSolver> solvers =
        List.of(
            ChordLu.of(rule, 20),
            NewtonGmres.of(rule, 10, 300),
            PaperMode.of(NewtonCg.of(rule, 10, 300)),
            PaperMode.of(GradientDescent.of(Curvature.estimated(), rule, 5000)),
            PaperMode.of(Nesterov.of(Curvature.estimated(), rule, 5000)),
            PaperMode.of(
                NonlinearConjugateGradients.of(
                    NonlinearConjugateGradients.Formula.POLAK_RIBIERE_PLUS, rule, 500)));
    List<Object[]> cases = new ArrayList<>();
    for (InnerSolver solver : solvers) {
      for (GradientMode mode :
          List.of(CheckpointedDiscrete.everyStep(), CheckpointedDiscrete.withCheckpoints(3))) {
        cases.add(
            new Object[] {InnerSolverTest.backwardEuler().withInnerSolver(solver), solver, mode});
        cases.add(new Object[] {twoStages().withInnerSolver(solver), solver, mode});
      }
    }
    return cases.toArray(Object[][]::new);
  }

  @Test(dataProvider = "methods")
  public void nothingIsLeftOfAGradientWithOtherParameters(
      DiagonallyImplicitRungeKutta method, InnerSolver named, GradientMode mode) {
    OdeSolver solver =
        OdeSolver.with(method)
            .controller(FixedStep.steps(12))
            .tolerances(1e-4, 1e-4)
            .gradientMode(mode)
            .build();
    double[] theta = {90};
    OdeSession used = solver.newSession(diffusion(theta), Precision.FLOAT64, 2);
    gradient(used);
    theta[0] = 30;
    double[] wanted = gradient(solver.newSession(diffusion(theta), Precision.FLOAT64, 2));
    assertThat(gradient(used)).as(named.name()).containsExactly(wanted);
  }

  private static double[] gradient(OdeSession session) {
    StateVector y0 = StateVector.zeros(Precision.FLOAT64, 2, N);
    for (int i = 0; i < N; i++) {
      y0.set(0, i, Math.sin(0.3 * i));
      y0.set(1, i, i % 5);
    }
    StateVector cotangent = session.solve(y0, 0, 1).orThrow().state().newLike();
    cotangent.fill(1);
    StateVector initial = y0.newLike();
    StateVector parameter = StateVector.zeros(Precision.FLOAT64, 1, 1);
    session.pullback(new StateVector[] {cotangent}, initial, parameter);
    double[] joined = new double[initial.size() + 1];
    initial.copyTo(joined, 0);
    joined[initial.size()] = parameter.get(0, 0);
    return joined;
  }
}
