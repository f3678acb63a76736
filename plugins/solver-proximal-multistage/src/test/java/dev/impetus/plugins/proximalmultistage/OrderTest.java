// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalmultistage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.Stepper;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Observed orders on a problem that depends on time, so that a wrong stage time shows. */
public class OrderTest {

  /** {@code y = e^{3 sin t}}, {@code z = sin t + cos t}. */
  private static final VectorField FIELD =
      VectorField.ofRows(
          2,
          (t, y, dy) -> {
            dy[0] = 3 * y[0] * Math.cos(t);
            dy[1] = -5 * y[1] + 6 * Math.cos(t) + 4 * Math.sin(t);
          });

  private static double[] exact(double t) {
    return new double[] {Math.exp(3 * Math.sin(t)), Math.sin(t) + Math.cos(t)};
  }

  @DataProvider
  Object[][] methods() {
    return new Object[][] {
      {VariationalScheme.THREE_STAGES.method(), 2, 3, 2},
      {VariationalScheme.SIX_STAGES.method(), 3, 3, 3}
    };
  }

  @Test(dataProvider = "methods")
  public void theResultConvergesWithTheOrder(
      DiagonallyImplicitRungeKutta method, int order, int errorOrder, int denseOrder) {
    assertThat(method.info().order()).isEqualTo(order);
    List<Double> errors = new ArrayList<>();
    for (int n = 60; n <= 480; n *= 2) {
      StateVector end =
          OdeSolver.with(method)
              .controller(FixedStep.steps(n))
              .tolerances(1e-13, 1e-13)
              .build()
              .solve(FIELD, StateVector.of(exact(0)), 0, 3)
              .orThrow()
              .state();
      errors.add(distance(end, exact(3)));
    }
    assertSlopes(errors, order);
  }

  /** Of the second step, since the trapezoidal rule's estimate needs a first one. */
  @Test(dataProvider = "methods")
  public void theErrorEstimateConvergesWithItsOrderToTheError(
      DiagonallyImplicitRungeKutta method, int order, int errorOrder, int denseOrder) {
    assertThat(method.info().errorOrder()).isEqualTo(errorOrder);
    List<Double> errors = new ArrayList<>();
    for (double h = 0.025; h > 0.0025; h /= 2) {
      TwoSteps steps = new TwoSteps(method, 0.7, h);
      assertThat(steps.attempt.errorOrder()).isEqualTo(errorOrder);
      errors.add(distance(steps.attempt.error(), new double[2]));
    }
    assertSlopes(errors, errorOrder);
  }

  @Test(dataProvider = "methods")
  public void theInterpolantConvergesWithItsOrder(
      DiagonallyImplicitRungeKutta method, int order, int errorOrder, int denseOrder) {
    assertThat(method.info().denseOrder()).isEqualTo(denseOrder);
    List<Double> errors = new ArrayList<>();
    for (double h = 0.025; h > 0.0025; h /= 2) {
      TwoSteps steps = new TwoSteps(method, 0.7, h);
      StateVector out = steps.attempt.result().newLike();
      steps.stepper.interpolate(RowScalar.shared(0.4), out);
      errors.add(distance(out, exact(0.7 + 1.4 * h)));
    }
    assertSlopes(errors, denseOrder + 1);
  }

  private static double distance(StateVector state, double[] wanted) {
    return Math.hypot(state.get(0, 0) - wanted[0], state.get(0, 1) - wanted[1]);
  }

  private static void assertSlopes(List<Double> errors, int order) {
    for (int i = 1; i < errors.size(); i++) {
      double slope = Math.log(errors.get(i - 1) / errors.get(i)) / Math.log(2);
      assertThat(slope).as("slopes of %s", errors).isCloseTo(order, within(0.2));
    }
  }

  /** Two steps, each from an exact value. */
  private static final class TwoSteps {

    final Stepper stepper;
    final StepAttempt attempt;

    TwoSteps(DiagonallyImplicitRungeKutta method, double from, double length) {
      stepper =
          method.newStepper(
              new StepContext(
                  FIELD,
                  Precision.FLOAT64,
                  1,
                  BatchPolicy.SHARED_MAX,
                  new Tolerances(1e-14, 1e-14)));
      StateVector y = StateVector.of(exact(from));
      StateVector slope = y.newLike();
      RowScalar t = RowScalar.shared(from);
      RowScalar h = RowScalar.shared(length);
      FIELD.evaluate(t, y, slope);
      stepper.start(t, y, slope);
      attempt = new StepAttempt(y.newLike(), y.newLike(), method.info().errorOrder());
      stepper.attempt(t, y, h, attempt);
      stepper.commit(RowMask.shared(true));
      t.set(0, from + length);
      y.copyFrom(exact(from + length), 0);
      attempt.reset(method.info().errorOrder());
      stepper.attempt(t, y, h, attempt);
    }
  }
}
