// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.conformance.Coupled;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.implicit.ChordLu;
import dev.impetus.solver.implicit.Curvature;
import dev.impetus.solver.implicit.GradientDescent;
import dev.impetus.solver.implicit.ImplicitSystem;
import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.PaperMode;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** How the steps of a gradient are solved once more. */
public class ReplayTest {

  /** Keeps the first guess of each solve. */
  private record Recorded(InnerSolver solver, List<double[]> guesses) implements InnerSolver {

    @Override
    public String name() {
      return solver.name();
    }

    @Override
    public boolean needsSymmetricJacobian() {
      return solver.needsSymmetricJacobian();
    }

    @Override
    public Session newSession(Precision precision, int rows, int width, BatchPolicy policy) {
      Session session = solver.newSession(precision, rows, width, policy);
      return new Session() {
        @Override
        public Result solve(ImplicitSystem system, StateVector z) {
          guesses.add(z.toArray());
          return session.solve(system, z);
        }

        @Override
        public void reset() {
          session.reset();
        }
      };
    }
  }

  @DataProvider
  Object[][] solves() {
    BackwardDifferentiation method = BackwardDifferentiation.upToOrder(5);
    return new Object[][] {
      {method, true, 1.5},
      // One step, whose guess follows the slope.
      {method, true, 1e-9},
      {method.withStateAsGuess(), true, 1.5},
      {BackwardDifferentiation.upToOrder(2), false, 1.5},
      {BackwardDifferentiation.upToOrder(1), false, 0.1},
    };
  }

  @Test(dataProvider = "solves")
  public void theLastStepIsRepeatedFromTheGuessThatItHad(
      BackwardDifferentiation method, boolean adaptive, double end) {
    List<double[]> guesses = new ArrayList<>();
    OdeSolver.Builder builder =
        OdeSolver.with(
                method.withInnerSolver(
                    new Recorded(ChordLu.of(StoppingRule.tolerance(0.1), 20), guesses)))
            .tolerances(1e-5, 1e-7);
    if (!adaptive) {
      builder.controller(FixedStep.steps(12));
    }
    OdeSession session = builder.build().newSession(Coupled.field(0.4), Precision.FLOAT64, 1);
    gradient(session, StateVector.of(new double[] {0.9, 0.3}), guesses, end);
    double[] forwards = guesses.get(0);
    assertThat(guesses).hasSize(2);
    assertThat(guesses.get(1)).containsExactly(forwards, within(1e-13));
  }

  /** Leaves the guesses of the last step taken and of the steps repeated. */
  private static void gradient(
      OdeSession session, StateVector y0, List<double[]> guesses, double end) {
    StateVector ones = session.solve(y0, 0, end).orThrow().state().newLike();
    guesses.subList(0, guesses.size() - 1).clear();
    ones.fill(1);
    StateVector parameter = StateVector.zeros(Precision.FLOAT64, 1, 1);
    session.pullback(new StateVector[] {ones}, y0.newLike(), parameter);
  }

  private static final int N = 12;

  /** {@code y_i' = θ (y_{i+1} - 2 y_i + y_{i-1}) - y_i³}, zero at both ends; θ may change. */
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

  @DataProvider
  Object[][] innerSolvers() {
    StoppingRule rule = StoppingRule.tolerance(0.1);
    return new Object[][] {
      {ChordLu.of(rule, 20)}, {PaperMode.of(GradientDescent.of(Curvature.estimated(), rule, 5000))},
    };
  }

  @Test(dataProvider = "innerSolvers")
  public void aGradientHasTheBitsOfANewSession(InnerSolver inner) {
    for (int order : new int[] {1, 3, 5}) {
      OdeSolver solver =
          OdeSolver.with(BackwardDifferentiation.upToOrder(order).withInnerSolver(inner))
              .controller(FixedStep.steps(12))
              .tolerances(1e-4, 1e-4)
              .build();
      double[] theta = {90};
      OdeSession used = solver.newSession(diffusion(theta), Precision.FLOAT64, 2);
      gradient(used);
      theta[0] = 30;
      double[] wanted = gradient(solver.newSession(diffusion(theta), Precision.FLOAT64, 2));
      assertThat(gradient(used)).as("order " + order).containsExactly(wanted);
    }
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
