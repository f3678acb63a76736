// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.ErrorNorms;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.problem.Detest;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.TimeDependent;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.Stepper;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Observed orders with fixed steps on problems that depend on time. */
public class OrderTest {

  @DataProvider
  Object[][] methods() {
    List<Object[]> methods = new ArrayList<>();
    for (int order = 1; order <= 5; order++) {
      methods.add(new Object[] {BackwardDifferentiation.upToOrder(order), order});
      methods.add(new Object[] {BackwardDifferentiation.upToOrder(order).numerical(), order});
    }
    return methods.toArray(Object[][]::new);
  }

  private static Solution solve(
      BackwardDifferentiation method, OdeProblem problem, int steps, double... times) {
    return OdeSolver.with(method)
        .controller(FixedStep.of(problem.end() / steps))
        .tolerances(1e-14, 1e-14)
        .build()
        .solve(problem.newField(), problem.initialState(), 0, times)
        .orThrow();
  }

  @Test(dataProvider = "methods")
  public void theResultConvergesWithTheOrder(BackwardDifferentiation method, int order) {
    for (OdeProblem problem : List.of(Detest.problem("A4"), TimeDependent.rotation())) {
      List<Double> errors = new ArrayList<>();
      int first = order < 3 ? 640 : order == 3 ? 320 : 160;
      for (int n = first; n <= (order == 5 ? 4 : 8) * first; n *= 2) {
        errors.add(problem.error(solve(method, problem, n, problem.end()).state().toArray()));
      }
      assertSlopes(errors, order);
    }
  }

  /** Between two steps in the middle, so that the error of the values is part of it. */
  @Test(dataProvider = "methods")
  public void theInterpolantConvergesWithTheOrder(BackwardDifferentiation method, int order) {
    OdeProblem problem = TimeDependent.rotation();
    List<Double> errors = new ArrayList<>();
    int first = order < 3 ? 640 : order == 3 ? 320 : 160;
    for (int n = first; n <= (order == 5 ? 4 : 8) * first; n *= 2) {
      double t = problem.end() * 0.5 + 0.37 * problem.end() / n;
      Solution solution = solve(method, problem, n, t, problem.end());
      errors.add(problem.errorAt(t, solution.output(0).toArray()));
    }
    assertSlopes(errors, order);
  }

  /**
   * The first steps have fewer values to go through. Where outputs end steps, they have the order
   * of the method there too.
   */
  @Test
  public void insideTheFirstStepsTheInterpolantHasTheOrderOfItsValues() {
    OdeProblem problem = TimeDependent.rotation();
    for (int order = 3; order <= 5; order++) {
      for (int step = 1; step < order; step++) {
        List<Double> inside = new ArrayList<>();
        List<Double> exact = new ArrayList<>();
        for (int n = 160; n <= 640; n *= 2) {
          double h = problem.end() / n;
          double t = (step - 0.63) * h;
          OdeSolver solver =
              OdeSolver.with(BackwardDifferentiation.upToOrder(order))
                  .controller(FixedStep.of(h))
                  .tolerances(1e-14, 1e-14)
                  .build();
          inside.add(errorAt(solver, problem, t, 6 * h));
          exact.add(
              errorAt(
                  solver.toBuilder().outputPolicy(OutputPolicy.EXACT).build(), problem, t, 6 * h));
        }
        assertSlopes(inside, step + 1);
        // Of single steps: an order more. The smallest of these errors are rounding.
        assertThat(exact.get(1))
            .as("order %d, step %d: %s", order, step, exact)
            .isLessThan(Math.max(1e-13, exact.get(0) / Math.pow(2, order + 0.7)));
      }
    }
  }

  private static double errorAt(OdeSolver solver, OdeProblem problem, double t, double end) {
    Solution solution =
        solver.solve(problem.newField(), problem.initialState(), 0, t, end).orThrow();
    return problem.errorAt(t, solution.output(0).toArray());
  }

  /** Of the step from 1.5 on, after enough equal steps to fill the history. */
  @Test(dataProvider = "methods")
  public void theErrorEstimateConvergesWithItsOrder(BackwardDifferentiation method, int order) {
    OdeProblem problem = TimeDependent.rotation();
    List<Double> errors = new ArrayList<>();
    for (double h = order == 5 ? 0.02 : 0.01; errors.size() < (order > 3 ? 3 : 4); h /= 2) {
      StateVector error = estimate(method, problem, 1.5, h, 4 * order + 4);
      errors.add(Math.sqrt(error.dot(error)));
    }
    assertSlopes(errors, order + 1);
  }

  private static StateVector estimate(
      BackwardDifferentiation method, OdeProblem problem, double last, double h, int before) {
    VectorField field = problem.newField();
    Stepper stepper =
        method.newStepper(
            new StepContext(
                field,
                Precision.FLOAT64,
                1,
                BatchPolicy.SHARED_MAX,
                ErrorNorms.of(BatchPolicy.SHARED_MAX),
                new Tolerances(1e-14, 1e-14),
                false));
    RowScalar t = RowScalar.shared(last - before * h);
    StateVector y = StateVector.of(problem.exact(t.get(0)));
    StateVector slope = y.newLike();
    field.evaluate(t, y, slope);
    stepper.start(t, y, slope);
    StepAttempt attempt = new StepAttempt(y.newLike(), y.newLike(), 2);
    for (int i = 0; i <= before; i++) {
      if (i > 0) {
        stepper.commit(RowMask.shared(true));
        t.set(0, last - (before - i) * h);
        y.copyFrom(attempt.result());
      }
      attempt.reset(2);
      stepper.attempt(t, y, RowScalar.shared(h), attempt);
      assertThat(attempt.outcome()).isEqualTo(StepOutcome.OK);
    }
    assertThat(attempt.errorOrder()).isEqualTo(method.info().order() + 1);
    return attempt.error();
  }

  private static void assertSlopes(List<Double> errors, int order) {
    for (int i = 1; i < errors.size(); i++) {
      double slope = Math.log(errors.get(i - 1) / errors.get(i)) / Math.log(2);
      assertThat(slope).as("slopes of %s", errors).isCloseTo(order, within(0.2));
    }
  }

  /** Unequal steps leave the order as it is: every third output cuts the steps around it. */
  @Test(dataProvider = "methods")
  public void stepsThatAreCutShortKeepTheOrder(BackwardDifferentiation method, int order) {
    OdeProblem problem = TimeDependent.rotation();
    double[] errors = new double[2];
    for (int i = 0; i < 2; i++) {
      int n = 160 << i;
      double[] times = new double[n / 4 + 1];
      for (int k = 0; k < n / 4; k++) {
        times[k] = (4 * k + 3.6) * problem.end() / n;
      }
      times[n / 4] = problem.end();
      errors[i] =
          problem.error(
              OdeSolver.with(method)
                  .controller(FixedStep.of(problem.end() / n))
                  .outputPolicy(OutputPolicy.EXACT)
                  .tolerances(1e-14, 1e-14)
                  .build()
                  .solve(problem.newField(), problem.initialState(), 0, times)
                  .orThrow()
                  .state()
                  .toArray());
    }
    assertThat(Math.log(errors[0] / errors[1]) / Math.log(2)).isGreaterThan(order - 0.4);
  }
}
