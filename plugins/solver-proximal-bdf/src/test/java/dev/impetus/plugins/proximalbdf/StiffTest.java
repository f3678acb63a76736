// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.ProtheroRobinson;
import dev.impetus.solver.problem.StiffProblems;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The stiff problems of the IVP test set at a relative tolerance of 1e-6. */
public class StiffTest {

  /**
   * Problem, absolute tolerance, digits of the worst component that must be right, steps that
   * SciPy's BDF takes with the same tolerances.
   */
  @DataProvider
  Object[][] problems() {
    return new Object[][] {
      {StiffProblems.robertson(100), 1e-12, 5.0, 214},
      {StiffProblems.robertson(), 1e-20, 5.0, 891},
      {StiffProblems.vanDerPol(), 1e-6, 5.0, 1244},
      {StiffProblems.hires(), 1e-10, 5.0, 327},
      {StiffProblems.oregonator(), 1e-8, 4.5, 1435},
      {StiffProblems.pollution(), 1e-12, 5.0, 244}
    };
  }

  private static Solution solve(BackwardDifferentiation method, OdeProblem problem, double atol) {
    return OdeSolver.with(method)
        .tolerances(1e-6, atol)
        .limits(new StepLimits(10_000, 0, Double.POSITIVE_INFINITY))
        .build()
        .solve(problem.newField(), problem.initialState(), 0, problem.end())
        .orThrow();
  }

  private static double relativeError(OdeProblem problem, StateVector state) {
    double largest = 0;
    for (int i = 0; i < problem.width(); i++) {
      double wanted = problem.reference()[i];
      largest = Math.max(largest, Math.abs(state.get(0, i) - wanted) / Math.abs(wanted));
    }
    return largest;
  }

  @Test(dataProvider = "problems")
  public void theReferenceIsMetInLessThanTwiceTheStepsOfSciPy(
      OdeProblem problem, double atol, double digits, int steps) {
    for (BackwardDifferentiation method :
        new BackwardDifferentiation[] {
          BackwardDifferentiation.upToOrder(5), BackwardDifferentiation.upToOrder(5).numerical()
        }) {
      Solution solution = solve(method, problem, atol);
      assertThat(relativeError(problem, solution.state()))
          .as("%s of %s in %s", method, problem, solution.statistics())
          .isLessThan(Math.pow(10, -digits));
      assertThat(solution.statistics().acceptedSteps()).isLessThan(2L * steps);
    }
  }

  /** Problem, absolute tolerance, evaluations and error of SciPy 1.17's BDF. */
  @DataProvider
  Object[][] comparison() {
    return new Object[][] {
      {StiffProblems.robertson(100), 1e-12, 573, 1.1e-6},
      {StiffProblems.robertson(), 1e-20, 2517, 4.1e-6},
      {StiffProblems.vanDerPol(), 1e-6, 3775, 1.6e-5},
      {StiffProblems.hires(), 1e-10, 911, 8.7e-6},
      {StiffProblems.oregonator(), 1e-8, 4328, 5.5e-5}
    };
  }

  /** What the manual says of the comparison. */
  @Test(dataProvider = "comparison")
  public void theErrorIsSmallerThanThatOfSciPyForFewerEvaluations(
      OdeProblem problem, double atol, int evaluations, double error) {
    Solution solution = solve(BackwardDifferentiation.upToOrder(5), problem, atol);
    SolveStatistics work = solution.statistics();
    assertThat(work.jacobianVectorProducts()).isPositive();
    assertThat(work.evaluations() + work.jacobianVectorProducts()).isLessThan(evaluations);
    assertThat(relativeError(problem, solution.state())).isLessThan(error);
  }

  @Test
  public void aLowerHighestOrderCostsStepsAndNoAccuracy() {
    OdeProblem problem = StiffProblems.hires();
    Solution third = solve(BackwardDifferentiation.upToOrder(3), problem, 1e-10);
    Solution fifth = solve(BackwardDifferentiation.upToOrder(5), problem, 1e-10);
    assertThat(relativeError(problem, third.state())).isLessThan(1e-4);
    assertThat(third.statistics().acceptedSteps())
        .isGreaterThan(fifth.statistics().acceptedSteps());
  }

  /** Prothero and Robinson's problem: the order of BDF does not fall under stiffness. */
  @Test
  public void theOrderDoesNotFallUnderStiffness() {
    OdeProblem problem = ProtheroRobinson.of(-1e6);
    for (int order = 1; order <= 4; order++) {
      double[] errors = new double[2];
      for (int i = 0; i < 2; i++) {
        errors[i] =
            problem.error(
                OdeSolver.with(BackwardDifferentiation.upToOrder(order))
                    .controller(FixedStep.steps(30 << i))
                    .tolerances(1e-14, 1e-14)
                    .build()
                    .solve(problem.newField(), problem.initialState(), problem.t0(), problem.end())
                    .orThrow()
                    .state()
                    .toArray());
      }
      assertThat(Math.log(errors[0] / errors[1]) / Math.log(2))
          .as("order %d, errors %s", order, errors)
          .isGreaterThan(order - 0.3);
    }
  }

  @Test
  public void aBatchSharesItsStepsInBothPrecisions() {
    VectorField oscillator =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = y[1];
              dy[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e3;
            });
    double[] wanted = new double[3];
    for (int row = 0; row < 3; row++) {
      wanted[row] =
          end(oscillator, StateVector.of(new double[] {2 - 0.1 * row, 0}), 1e-8).get(0, 0);
    }
    for (Precision precision : Precision.values()) {
      StateVector start = StateVector.zeros(precision, 3, 2);
      for (int row = 0; row < 3; row++) {
        start.set(row, 0, 2 - 0.1 * row);
      }
      StateVector found = end(oscillator, start, 1e-5);
      for (int row = 0; row < 3; row++) {
        assertThat(found.get(row, 0)).isCloseTo(wanted[row], within(1e-4));
      }
    }
  }

  private static StateVector end(VectorField field, StateVector start, double tolerance) {
    return OdeSolver.with(BackwardDifferentiation.upToOrder(5))
        .tolerances(tolerance, tolerance)
        .build()
        .solve(field, start, 0, 2)
        .orThrow()
        .state();
  }
}
