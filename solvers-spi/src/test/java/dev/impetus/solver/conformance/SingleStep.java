// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.ErrorNorms;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;

/**
 * One step as a driver would take it, after a few of the same length: each from the exact solution,
 * unless the method remembers earlier ones.
 *
 * @param problem whose solution is known
 * @param stepper the stepper, before its commit
 * @param attempt the step's outcome
 * @param time where the step began
 * @param length its length
 * @param before the state where it began
 */
record SingleStep(
    OdeProblem problem,
    Stepper stepper,
    StepAttempt attempt,
    double time,
    double length,
    StateVector before) {

  /** What is measured of a step. */
  @FunctionalInterface
  interface Measure {
    double of(SingleStep step);
  }

  /** Takes the step that begins at a time; null if it, or one before it, has no result. */
  static SingleStep take(SteppingMethod method, OdeProblem problem, double from, double length) {
    VectorField field = problem.newField();
    Stepper stepper = stepper(method, field);
    int earlier = method.info().historyLength() > 0 ? 3 * method.info().historyLength() + 3 : 1;
    double start = from - earlier * length;
    StateVector y = StateVector.of(problem.exact(start));
    StateVector slope = y.newLike();
    RowScalar t = RowScalar.shared(start);
    RowScalar h = RowScalar.shared(length);
    field.evaluate(t, y, slope);
    stepper.start(t, y, slope);
    StateVector error = method.info().hasErrorEstimate() ? y.newLike() : null;
    StepAttempt attempt = new StepAttempt(y.newLike(), error, method.info().errorOrder());
    for (int i = 0; i <= earlier; i++) {
      attempt.reset(method.info().errorOrder());
      stepper.attempt(t, y, h, attempt);
      if (attempt.outcome() != StepOutcome.OK) {
        return null;
      }
      if (i < earlier) {
        stepper.commit(RowMask.shared(true));
        t.set(0, start + (i + 1) * length);
        if (method.info().historyLength() == 0) {
          y.copyFrom(problem.exact(t.get(0)), 0);
        } else {
          y.copyFrom(attempt.result());
        }
      }
    }
    return new SingleStep(problem, stepper, attempt, t.get(0), length, y);
  }

  static Stepper stepper(SteppingMethod method, VectorField field) {
    return method.newStepper(
        new StepContext(
            field,
            Precision.FLOAT64,
            1,
            BatchPolicy.SHARED_MAX,
            ErrorNorms.of(BatchPolicy.SHARED_MAX),
            new Tolerances(SolverRules.EXACT, SolverRules.EXACT),
            false));
  }

  /** The state at a place of the step, by the stepper's interpolant. */
  StateVector inside(double theta) {
    StateVector out = before.newLike();
    stepper.interpolate(RowScalar.shared(theta), out);
    return out;
  }

  double interpolationError(double theta) {
    return distance(inside(theta), problem.exact(time + theta * length));
  }

  /** By how much the error grew in this step; all of it, where the step began without one. */
  double localError() {
    StateVector growth = StateVector.of(problem.exact(time + length));
    growth.add(-1, attempt.result());
    growth.add(-1, StateVector.of(problem.exact(time)));
    growth.add(1, before);
    return Math.sqrt(growth.dot(growth));
  }

  private static double distance(StateVector found, double[] wanted) {
    StateVector difference = StateVector.of(wanted);
    difference.add(-1, found);
    return Math.sqrt(difference.dot(difference));
  }
}
