// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Problems;
import dev.impetus.solver.TestMethods;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.Stepper;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Observed orders on problems that depend on time, which a wrong node spoils. */
public class OrderTest {

  @DataProvider
  Object[][] methods() {
    return new Object[][] {
      {TestMethods.euler()},
      {TestMethods.heunEuler21()},
      {TestMethods.bogackiShampine32()},
      {TestMethods.rungeKutta4()}
    };
  }

  private static double globalError(ExplicitRungeKutta method, int steps, double from, double to) {
    Problems.Scalar problem = Problems.sine();
    double end =
        OdeSolver.with(method)
            .controller(FixedStep.steps(steps))
            .build()
            .solve(problem.field(), problem.at(from), from, to)
            .orThrow()
            .state()
            .get(0, 0);
    return Math.abs(end - problem.solution().applyAsDouble(to));
  }

  @Test(dataProvider = "methods")
  public void theErrorFallsWithTheMethodsOrder(ExplicitRungeKutta method) {
    for (double[] interval : new double[][] {{1, 3}, {3, 1}}) {
      double slope =
          log2(
              globalError(method, 256, interval[0], interval[1])
                  / globalError(method, 512, interval[0], interval[1]));
      assertThat(slope).isCloseTo(method.info().order(), within(0.2));
    }
  }

  @Test(dataProvider = "methods")
  public void theErrorFallsAtEveryHalving(ExplicitRungeKutta method) {
    double last = Double.POSITIVE_INFINITY;
    for (int steps = 16; steps <= 512; steps *= 2) {
      double error = globalError(method, steps, 1, 3);
      assertThat(error).isLessThan(last);
      last = error;
    }
  }

  /**
   * One step of a method from a point on the solution: its error estimate and an interpolated
   * value.
   */
  private static double[] step(ExplicitRungeKutta method, double h) {
    Problems.Scalar problem = Problems.forced(-2);
    double start = 0.3;
    StateVector y = problem.at(start);
    RowScalar t = RowScalar.shared(start);
    Stepper stepper =
        method.newStepper(
            new StepContext(
                problem.field(),
                Precision.FLOAT64,
                1,
                BatchPolicy.SHARED,
                new Tolerances(1e-6, 1e-6)));
    StateVector slope = y.newLike();
    problem.field().evaluate(t, y, slope);
    stepper.start(t, y, slope);
    StateVector error = method.info().hasErrorEstimate() ? y.newLike() : null;
    StepAttempt attempt = new StepAttempt(y.newLike(), error, method.info().errorOrder());
    stepper.attempt(t, y, RowScalar.shared(h), attempt);
    StateVector inside = y.newLike();
    stepper.interpolate(RowScalar.shared(0.4), inside);
    StateVector captured = y.newLike();
    stepper.capture().interpolate(RowScalar.shared(0.4), captured);
    assertThat(captured.get(0, 0)).isCloseTo(inside.get(0, 0), within(1e-15));
    double exact = problem.solution().applyAsDouble(start + 0.4 * h);
    return new double[] {
      error == null ? Double.NaN : Math.abs(error.get(0, 0)), Math.abs(inside.get(0, 0) - exact)
    };
  }

  @Test(dataProvider = "methods")
  public void theErrorEstimateAndTheInterpolantHaveTheirOrders(ExplicitRungeKutta method) {
    double[] coarse = step(method, 1 / 64.0);
    double[] fine = step(method, 1 / 128.0);
    if (method.info().hasErrorEstimate()) {
      assertThat(log2(coarse[0] / fine[0])).isCloseTo(method.info().errorOrder(), within(0.2));
    }
    assertThat(log2(coarse[1] / fine[1])).isCloseTo(method.info().denseOrder() + 1, within(0.2));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
