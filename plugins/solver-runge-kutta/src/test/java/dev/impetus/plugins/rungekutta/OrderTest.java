// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.Stepper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Observed orders on problems that depend on time, so that a wrong node shows. Growth is {@code y'
 * = 3 y cos t} with {@code y = e^{3 sin t}}; there the eighth-order method has no clean slope
 * before rounding sets in, but on the rotation by the angle {@code 2t + sin t} it has.
 */
public class OrderTest {

  /** A field whose solution is known. */
  private record Problem(VectorField field, DoubleFunction<double[]> solution) {

    double[] exact(double t) {
      return solution.apply(t);
    }
  }

  private static final Problem GROWTH =
      new Problem(
          VectorField.ofRows(
              2,
              (t, y, dy) -> {
                dy[0] = 3 * y[0] * Math.cos(t);
                dy[1] = -y[1] * Math.cos(t);
              }),
          t -> new double[] {Math.exp(3 * Math.sin(t)), Math.exp(-Math.sin(t))});

  private static final Problem ROTATION =
      new Problem(
          VectorField.ofRows(
              2,
              (t, y, dy) -> {
                double speed = 2 + Math.cos(t);
                dy[0] = -speed * y[1];
                dy[1] = speed * y[0];
              }),
          t -> new double[] {Math.cos(2 * t + Math.sin(t)), Math.sin(2 * t + Math.sin(t))});

  @DataProvider
  Object[][] methods() {
    return new Object[][] {
      {LowOrderMethods.euler(), 1, 0, 1, GROWTH, 320},
      {LowOrderMethods.midpoint(), 2, 2, 2, GROWTH, 480},
      {LowOrderMethods.heun(), 2, 2, 2, GROWTH, 480},
      {LowOrderMethods.ralston(), 2, 2, 2, GROWTH, 480},
      {BogackiShampine32.method(), 3, 3, 3, GROWTH, 80},
      {Tsitouras54.method(), 5, 5, 4, GROWTH, 40},
      {DormandPrince853.method(), 8, 8, 7, ROTATION, 8},
    };
  }

  @Test(dataProvider = "methods")
  public void theFactsAreStated(
      ExplicitRungeKutta method,
      int order,
      int errorOrder,
      int denseOrder,
      Problem problem,
      int steps) {
    assertThat(method.info().order()).isEqualTo(order);
    assertThat(method.info().errorOrder()).isEqualTo(errorOrder);
    assertThat(method.info().denseOrder()).isEqualTo(denseOrder);
    assertThat(method.info().citation()).containsPattern("[12]\\d{3}");
  }

  @Test(dataProvider = "methods")
  public void theResultConvergesWithTheOrder(
      ExplicitRungeKutta method,
      int order,
      int errorOrder,
      int denseOrder,
      Problem problem,
      int steps) {
    List<Double> errors = new ArrayList<>();
    for (int n = steps; n <= 8 * steps; n *= 2) {
      StateVector end =
          OdeSolver.with(method)
              .controller(FixedStep.steps(n))
              .build()
              .solve(problem.field, StateVector.of(problem.exact(0)), 0, 3)
              .orThrow()
              .state();
      errors.add(distance(end, problem.exact(3)));
    }
    assertSlopes(errors, order);
  }

  @Test(dataProvider = "methods")
  public void theErrorEstimateConvergesWithItsOrder(
      ExplicitRungeKutta method,
      int order,
      int errorOrder,
      int denseOrder,
      Problem problem,
      int steps) {
    if (errorOrder == 0) {
      assertThat(method.info().hasErrorEstimate()).isFalse();
      return;
    }
    List<Double> errors = new ArrayList<>();
    for (double h = 4.0 / steps; h > 0.4 / steps; h /= 2) {
      errors.add(distance(new SingleStep(method, problem, 0.7, h).attempt.error(), new double[2]));
    }
    assertSlopes(errors, errorOrder);
  }

  @Test(dataProvider = "methods")
  public void theInterpolantConvergesWithItsOrder(
      ExplicitRungeKutta method,
      int order,
      int errorOrder,
      int denseOrder,
      Problem problem,
      int steps) {
    List<Double> errors = new ArrayList<>();
    for (double h = 3.0 / steps; h > 0.3 / steps; h /= 2) {
      SingleStep step = new SingleStep(method, problem, 0.7, h);
      double largest = 0;
      for (double theta : new double[] {0.2, 0.45, 0.7}) {
        StateVector out = step.attempt.result().newLike();
        step.stepper.interpolate(RowScalar.shared(theta), out);
        largest = Math.max(largest, distance(out, problem.exact(0.7 + theta * h)));
      }
      errors.add(largest);
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

  /** One attempt from an exact value. */
  private static final class SingleStep {

    final Stepper stepper;
    final StepAttempt attempt;

    SingleStep(ExplicitRungeKutta method, Problem problem, double from, double length) {
      stepper =
          method.newStepper(
              new StepContext(
                  problem.field,
                  Precision.FLOAT64,
                  1,
                  BatchPolicy.SHARED_MAX,
                  new Tolerances(1e-6, 1e-6)));
      StateVector y = StateVector.of(problem.exact(from));
      StateVector slope = y.newLike();
      RowScalar t = RowScalar.shared(from);
      problem.field.evaluate(t, y, slope);
      stepper.start(t, y, slope);
      attempt = new StepAttempt(y.newLike(), y.newLike(), method.info().errorOrder());
      stepper.attempt(t, y, RowScalar.shared(length), attempt);
    }
  }
}
