// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.Solution;
import dev.impetus.solver.problem.Detest;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.TimeDependent;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * Rules 1xx: the orders of result, error estimate and interpolant are the declared ones, within 0.2
 * on the last three useful halvings. On a problem that makes the leading error small a method may
 * seem better, never worse; on the logistic curve none seems better. Two problems depend on time,
 * so that a wrong node shows.
 */
public abstract class OrderRules extends SolverRules {

  private static final int COARSEST = 4;
  private static final double[] STARTS = {0.1, 0.5, 0.9, 1.3, 1.7, 2.1};

  /**
   * Mean errors at half, three quarters and all of the interval, where no one is small by chance.
   */
  private Slopes errors(OdeProblem problem) {
    return Slopes.halving(10, roundingFloor(), i -> meanError(problem, COARSEST << i));
  }

  private double meanError(OdeProblem problem, int steps) {
    double length = problem.end() - problem.t0();
    double squares = 0;
    for (double part : new double[] {0.5, 0.75, 1}) {
      double end = problem.t0() + part * length;
      Solution solution =
          fixed(Math.round(part * steps))
              .build()
              .solve(problem.newField(), problem.initialState(), problem.t0(), end);
      if (!solution.status().isSuccess()) {
        return Double.NaN;
      }
      squares += Math.pow(problem.errorAt(end, solution.state().toArray()), 2);
    }
    return Math.sqrt(squares / 3);
  }

  private String on(OdeProblem problem) {
    return facts().name() + " on " + problem;
  }

  @Test(groups = "order")
  public void required_spec101_theResultHasItsOrderOnASpiralOfVaryingSpeed() {
    OdeProblem problem = TimeDependent.spiral();
    errors(problem).assertAtLeast(on(problem), facts().order(), orderTolerance());
  }

  /** The spiral is its own mirror image, so that the errors are those of the rule before. */
  @Test(groups = "order")
  public void required_spec102_theResultHasItsOrderBackwardsInTime() {
    OdeProblem problem = TimeDependent.spiral().until(-4);
    errors(problem).assertAtLeast(on(problem), facts().order(), orderTolerance());
  }

  @Test(groups = "order")
  public void required_spec103_theResultHasItsOrderOnANonlinearSystem() {
    OdeProblem problem = Detest.problem("B4").until(3);
    errors(problem).assertAtLeast(on(problem), facts().order(), orderTolerance());
  }

  @Test(groups = "order")
  public void required_spec104_theOrderIsNotHigherThanDeclared() {
    OdeProblem problem = Detest.problem("A4");
    errors(problem).assertMeanPower(on(problem), facts().order(), orderTolerance());
  }

  /** Mean over single steps from the exact solution at several times. */
  private Slopes ofSingleSteps(SingleStep.Measure measure) {
    requireStepsAsAsked();
    return Slopes.halving(
        10,
        facts().implicit() ? 1e-11 : 1e-14,
        i -> {
          double squares = 0;
          for (double from : STARTS) {
            SingleStep step =
                SingleStep.take(method(), TimeDependent.spiral(), from, 0.2 / (1 << i));
            squares += step == null ? Double.NaN : Math.pow(measure.of(step), 2);
          }
          return Math.sqrt(squares / STARTS.length);
        });
  }

  @Test(groups = "order")
  public void required_spec111_theErrorEstimateHasItsOrder() {
    requireErrorEstimate();
    int order = step().attempt().errorOrder();
    if (facts().historyLength() == 0) {
      assertThat(order).as("the estimate's order").isEqualTo(facts().errorOrder());
    }
    ofSingleSteps(step -> size(step.attempt().error()))
        .assertPower(facts().name() + ", error estimate", order, orderTolerance());
  }

  /** An estimate below a tenth of the true error would let adaptive steps miss their tolerance. */
  @Test(groups = "order")
  public void required_spec112_theErrorEstimateDoesNotUnderstateTheError() {
    requireErrorEstimate();
    for (double h : new double[] {0.2, 0.1, 0.05, 0.02, 0.01}) {
      SingleStep step = SingleStep.take(method(), TimeDependent.spiral(), 0.7, h);
      double error = step.localError();
      if (error > 1e-13) {
        assertThat(size(step.attempt().error()))
            .as("estimate at step %s, error %s", h, error)
            .isGreaterThan(error / 10);
      }
    }
  }

  @Test(groups = "order")
  public void required_spec121_theInterpolantHasItsOrder() {
    MethodInfo facts = facts();
    if (facts.historyLength() > 0) {
      throw new SkipException("a step of " + facts.name() + " does not begin on the solution");
    }
    ofSingleSteps(step -> step.interpolationError(0.4))
        .assertAtLeast(facts.name() + ", interpolant", facts.denseOrder() + 1, orderTolerance());
  }

  @Test(groups = "order")
  public void required_spec122_theInterpolantMeetsBothEndsOfTheStep() {
    SingleStep step = step();
    assertClose(step.inside(0), step.before(), 1e-14);
    assertClose(step.inside(1), step.attempt().result(), 1e-10);
  }

  @Test(groups = "order")
  public void required_spec123_aCapturedInterpolantSaysTheSame() {
    SingleStep step = step();
    StateVector captured = step.before().newLike();
    for (double theta : new double[] {0, 0.3, 0.9, 1}) {
      step.stepper().capture().interpolate(RowScalar.shared(theta), captured);
      assertClose(captured, step.inside(theta), 1e-12);
    }
  }

  private SingleStep step() {
    requireStepsAsAsked();
    return SingleStep.take(method(), TimeDependent.spiral(), 0.7, 0.05);
  }

  private static void assertClose(StateVector found, StateVector wanted, double tolerance) {
    assertThat(found.toArray()).containsExactly(wanted.toArray(), within(tolerance));
  }

  private static double size(StateVector vector) {
    return Math.sqrt(vector.dot(vector));
  }
}
