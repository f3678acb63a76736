// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.Stepper;
import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class DormandPrince54Test {

  /** {@code y' = -3y + 2 sin t + 4 cos t}, solved by {@code cos t + sin t}: depends on time. */
  private static final VectorField FORCED =
      VectorField.ofRows(1, (t, y, dy) -> dy[0] = -3 * y[0] + 2 * Math.sin(t) + 4 * Math.cos(t));

  private static double exact(double t) {
    return Math.cos(t) + Math.sin(t);
  }

  @DataProvider
  Object[][] variants() {
    return new Object[][] {{DormandPrince54.shampine()}, {DormandPrince54.original()}};
  }

  private static double fixedStepError(ExplicitRungeKutta method, int steps) {
    Solution solution =
        OdeSolver.with(method)
            .controller(FixedStep.steps(steps))
            .build()
            .solve(FORCED, StateVector.of(new double[] {1}), 0, 2)
            .orThrow();
    return Math.abs(solution.state().get(0, 0) - exact(2));
  }

  @Test(dataProvider = "variants")
  public void theErrorFallsWithTheFifthPower(ExplicitRungeKutta method) {
    assertThat(log2(fixedStepError(method, 32) / fixedStepError(method, 64)))
        .isCloseTo(5, within(0.2));
  }

  @Test(dataProvider = "variants")
  public void theEstimateAndTheInterpolantFallWithTheFifthPowerOfOneStep(
      ExplicitRungeKutta method) {
    double[] coarse = oneStep(method, 1 / 16.0);
    double[] fine = oneStep(method, 1 / 32.0);
    assertThat(log2(coarse[0] / fine[0])).isCloseTo(5, within(0.2));
    assertThat(log2(coarse[1] / fine[1])).isCloseTo(5, within(0.2));
  }

  private static double[] oneStep(ExplicitRungeKutta method, double h) {
    StateVector y = StateVector.of(new double[] {exact(0.4)});
    StateVector slope = y.newLike();
    RowScalar t = RowScalar.shared(0.4);
    FORCED.evaluate(t, y, slope);
    Stepper stepper =
        method.newStepper(
            new StepContext(
                FORCED, Precision.FLOAT64, 1, BatchPolicy.SHARED, new Tolerances(1, 1)));
    stepper.start(t, y, slope);
    StepAttempt attempt = new StepAttempt(y.newLike(), y.newLike(), 5);
    stepper.attempt(t, y, RowScalar.shared(h), attempt);
    StateVector inside = y.newLike();
    stepper.interpolate(RowScalar.shared(0.3), inside);
    return new double[] {
      Math.abs(attempt.error().get(0, 0)), Math.abs(inside.get(0, 0) - exact(0.4 + 0.3 * h))
    };
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  /** The restricted three-body problem, one period, which returns to its start. */
  @Test
  public void theArenstorfOrbitCloses() {
    double mu = 0.012277471;
    VectorField field =
        VectorField.ofRows(
            4,
            (t, y, dy) -> {
              double d1 = Math.pow(Math.pow(y[0] + mu, 2) + y[1] * y[1], 1.5);
              double d2 = Math.pow(Math.pow(y[0] - (1 - mu), 2) + y[1] * y[1], 1.5);
              dy[0] = y[2];
              dy[1] = y[3];
              dy[2] = y[0] + 2 * y[3] - (1 - mu) * (y[0] + mu) / d1 - mu * (y[0] - (1 - mu)) / d2;
              dy[3] = y[1] - 2 * y[2] - (1 - mu) * y[1] / d1 - mu * y[1] / d2;
            });
    StateVector start = StateVector.of(new double[] {0.994, 0, 0, -2.0015851063790824});
    double period = 17.065216560157964;
    // SciPy's RK45, the original pair, errs by 1.6e-7 in 501 steps at 1e-9.
    Solution solution =
        OdeSolver.with(DormandPrince54.original())
            .tolerances(1e-9, 1e-9)
            .batchPolicy(BatchPolicy.SHARED)
            .build()
            .solve(field, start, 0, period)
            .orThrow();
    assertThat(solution.statistics().acceptedSteps()).isBetween(450L, 550L);
    for (int i = 0; i < 2; i++) {
      assertThat(solution.state().get(0, i)).isCloseTo(start.get(0, i), within(1e-6));
    }
  }

  @Test
  public void hipparchusFindsTheSameEndAtTightTolerances() {
    OrdinaryDifferentialEquation equation =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return 2;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return new double[] {1.5 * y[0] - y[0] * y[1], -3 * y[1] + y[0] * y[1]};
          }
        };
    double[] theirs =
        new DormandPrince54Integrator(1e-12, 10, 1e-12, 1e-12)
            .integrate(new ExpandableODE(equation), new ODEState(0, new double[] {1, 1}), 10)
            .getPrimaryState();
    VectorField field =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = 1.5 * y[0] - y[0] * y[1];
              dy[1] = -3 * y[1] + y[0] * y[1];
            });
    double[] ours =
        OdeSolver.with(DormandPrince54.original())
            .tolerances(1e-12, 1e-12)
            .build()
            .solve(field, StateVector.of(new double[] {1, 1}), 0, 10)
            .orThrow()
            .state()
            .toArray();
    assertThat(ours).containsExactly(theirs, within(1e-10));
  }

  /** Problems A1–A4 of Hull, Enright, Fellen and Sedgwick (1972) on [0, 20], with closed forms. */
  @DataProvider
  Object[][] detest() {
    return new Object[][] {
      {"A1", VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]), Math.exp(-20)},
      {
        "A2", VectorField.ofRows(1, (t, y, dy) -> dy[0] = -Math.pow(y[0], 3) / 2), 1 / Math.sqrt(21)
      },
      {
        "A3",
        VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] * Math.cos(t)),
        Math.exp(Math.sin(20))
      },
      {
        "A4",
        VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] / 4 * (1 - y[0] / 20)),
        20 / (1 + 19 * Math.exp(-5))
      }
    };
  }

  @Test(dataProvider = "detest")
  public void detestProblemsAreSolvedToTheirTolerance(String name, VectorField field, double end) {
    for (double tolerance : new double[] {1e-3, 1e-6, 1e-9}) {
      Solution solution =
          OdeSolver.with(DormandPrince54.shampine())
              .tolerances(tolerance, tolerance)
              .build()
              .solve(field, StateVector.of(new double[] {1}), 0, 20)
              .orThrow();
      assertThat(solution.state().get(0, 0)).as(name).isCloseTo(end, within(100 * tolerance));
    }
  }

  /**
   * Fixed steps, so that differences see the map that is differentiated; one output inside a step.
   */
  @Test
  public void theDiscreteGradientIsThatOfTheSteps() {
    OdeSolver solver =
        OdeSolver.with(DormandPrince54.shampine()).controller(FixedStep.of(0.07)).build();
    StateVector y0 = StateVector.of(new double[] {2, 0.1});
    StateVector[] cotangents = {
      StateVector.of(new double[] {0.3, -1}), StateVector.of(new double[] {1, 2})
    };
    OdeSession session = solver.newSession(CubicSpiral.field(), Precision.FLOAT64, 1);
    session.solve(y0, 0, 0.5, 1).orThrow();
    StateVector gradient = y0.newLike();
    session.pullback(cotangents, gradient, Float64State.zeros(1, 4));
    for (int i = 0; i < 2; i++) {
      double[] sides = new double[2];
      for (int side = 0; side < 2; side++) {
        StateVector moved = y0.newLike();
        moved.copyFrom(y0);
        moved.set(0, i, y0.get(0, i) + (side == 0 ? -1e-6 : 1e-6));
        Solution solution = solver.solve(CubicSpiral.field(), moved, 0, 0.5, 1);
        sides[side] = solution.output(0).dot(cotangents[0]) + solution.output(1).dot(cotangents[1]);
      }
      assertThat(gradient.get(0, i)).isCloseTo((sides[1] - sides[0]) / 2e-6, within(1e-6));
    }
  }
}
