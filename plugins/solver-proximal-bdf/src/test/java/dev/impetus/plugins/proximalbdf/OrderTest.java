// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.TimeDependent;
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
    for (OdeProblem problem : List.of(TimeDependent.growth(), TimeDependent.rotation())) {
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
