// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.conformance.Coupled;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.implicit.ChordLu;
import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.NewtonGmres;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * The gradient by transposed solves against central differences of the discrete solution, with
 * outputs at steps and between them, two rows: with fixed steps, whose first ones are extrapolated,
 * and with the steps and orders of an adaptive solve.
 */
public class GradientTest {

  private static final double[] TIMES = {0.17, 0.5, 1.03, 1.5};
  private static final double THETA = 0.4;
  private static final double FIRST = 0.9;

  private static final InnerSolver EXACT = ChordLu.of(StoppingRule.residual(1e-14), 60);

  @DataProvider
  Object[][] methods() {
    List<Object[]> methods = new ArrayList<>();
    for (int order = 1; order <= 5; order++) {
      methods.add(new Object[] {BackwardDifferentiation.upToOrder(order).withInnerSolver(EXACT)});
    }
    methods.add(
        new Object[] {BackwardDifferentiation.upToOrder(3).numerical().withInnerSolver(EXACT)});
    methods.add(
        new Object[] {
          BackwardDifferentiation.upToOrder(4)
              .withInnerSolver(NewtonGmres.of(StoppingRule.residual(1e-13), 20, 200))
        });
    return methods.toArray(Object[][]::new);
  }

  private static StateVector start(double first) {
    return StateVector.of(new double[] {first, 0.3}, new double[] {-0.4, 1.2});
  }

  private static StateVector[] cotangents() {
    StateVector[] cotangents = new StateVector[TIMES.length];
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] = StateVector.of(new double[] {i + 1, -1}, new double[] {i + 1, -1});
    }
    return cotangents;
  }

  private static double loss(List<StateVector> outputs) {
    double sum = 0;
    for (int i = 0; i < TIMES.length; i++) {
      sum += outputs.get(i).dot(cotangents()[i]);
    }
    return sum;
  }

  /** Central differences of fourth order. */
  private interface Loss {
    double at(double theta, double first);

    default double byTheta() {
      double d = 1e-4;
      return (8 * (at(THETA + d, FIRST) - at(THETA - d, FIRST))
              - (at(THETA + 2 * d, FIRST) - at(THETA - 2 * d, FIRST)))
          / (12 * d);
    }

    default double byFirst() {
      double d = 1e-4;
      return (8 * (at(THETA, FIRST + d) - at(THETA, FIRST - d))
              - (at(THETA, FIRST + 2 * d) - at(THETA, FIRST - 2 * d)))
          / (12 * d);
    }
  }

  private static void assertGradient(OdeSession session, Loss loss) {
    StateVector initial = StateVector.zeros(Precision.FLOAT64, 2, 2);
    StateVector parameter = StateVector.zeros(Precision.FLOAT64, 1, 1);
    session.pullback(cotangents(), initial, parameter);
    assertThat(parameter.get(0, 0)).isCloseTo(loss.byTheta(), within(1e-8));
    assertThat(initial.get(0, 0)).isCloseTo(loss.byFirst(), within(1e-8));
  }

  @Test(dataProvider = "methods")
  public void theGradientOfFixedStepsIsThatOfTheDiscreteSolution(BackwardDifferentiation method) {
    OdeSolver solver =
        OdeSolver.with(method).controller(FixedStep.steps(12)).tolerances(1e-13, 1e-13).build();
    OdeSession session = solver.newSession(Coupled.field(THETA), Precision.FLOAT64, 2);
    session.solve(start(FIRST), 0, TIMES).orThrow();
    assertGradient(
        session,
        (theta, first) ->
            loss(solver.solve(Coupled.field(theta), start(first), 0, TIMES).orThrow().outputs()));
  }

  /**
   * The steps and orders of the recorded solve are frozen and repeated with the perturbed data, as
   * the gradient takes them for constants.
   */
  @Test(dataProvider = "methods")
  public void theGradientOfAdaptiveStepsIsThatOfTheDiscreteSolution(
      BackwardDifferentiation method) {
    RecordedSteps steps = new RecordedSteps();
    OdeSession session =
        OdeSolver.with(method)
            .tolerances(1e-4, 1e-6)
            .gradientMode(steps)
            .build()
            .newSession(Coupled.field(THETA), Precision.FLOAT64, 2);
    Solution solution = session.solve(start(FIRST), 0, TIMES).orThrow();
    assertThat(steps.orders()).contains(method.highestOrder());
    List<StateVector> repeated = steps.repeat(method, Coupled.field(THETA), start(FIRST), TIMES);
    for (int i = 0; i < TIMES.length; i++) {
      assertThat(repeated.get(i).toArray())
          .containsExactly(solution.output(i).toArray(), within(1e-11));
    }
    assertGradient(
        session,
        (theta, first) -> loss(steps.repeat(method, Coupled.field(theta), start(first), TIMES)));
  }
}
