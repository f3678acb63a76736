// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance.selftest;

import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepInterpolant;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Set;

/**
 * Adams and Bashforth's method of two steps of any length, after a step of the midpoint rule, with
 * one fault of its history.
 */
record FaultyAdamsBashforth(Fault fault) implements SteppingMethod {

  /** Mistakes of methods with a history. */
  enum Fault {
    NONE,
    /** The length of the last step is noted in the attempt, before the step is accepted. */
    LENGTH_NOTED_TOO_EARLY,
    /** The last slope is replaced in the second attempt and later ones, accepted or not. */
    SLOPE_REPLACED_TOO_EARLY
  }

  @Override
  public MethodInfo info() {
    return new MethodInfo(
        "Adams-Bashforth of two steps",
        2,
        0,
        2,
        0,
        1,
        false,
        Set.of(),
        "F. Bashforth, J. C. Adams, An Attempt to Test the Theories of Capillary Action, 1883");
  }

  @Override
  public Stepper newStepper(StepContext context) {
    return new HistoryStepper(context);
  }

  private final class HistoryStepper implements Stepper {

    private final VectorField field;
    private final StateVector slope;
    private final StateVector earlier;
    private final StateVector next;
    private final StateVector stage;
    private final StateVector[] slopes;
    private boolean hasEarlier;
    private double earlierLength;
    private double length;
    private StateVector from;
    private StateVector to;

    HistoryStepper(StepContext context) {
      field = context.field();
      slope = StateVector.zeros(context.precision(), context.rows(), field.width());
      earlier = slope.newLike();
      next = slope.newLike();
      stage = slope.newLike();
      slopes = new StateVector[] {slope, earlier};
    }

    @Override
    public void start(RowScalar t, StateVector y, StateVector newSlope) {
      slope.copyFrom(newSlope);
      hasEarlier = false;
    }

    @Override
    public void attempt(RowScalar t, StateVector y, RowScalar h, StepAttempt result) {
      length = h.get(0);
      from = y;
      to = result.result();
      if (hasEarlier) {
        double half = length / earlierLength / 2;
        to.setToStep(y, h, new double[] {1 + half, -half}, slopes, 2);
      } else {
        stage.copyFrom(y);
        stage.add(length / 2, slope);
        field.evaluate(RowScalar.shared(t.get(0) + length / 2), stage, next);
        to.copyFrom(y);
        to.add(length, next);
      }
      field.evaluate(RowScalar.shared(t.get(0) + length), to, next);
      if (fault == Fault.LENGTH_NOTED_TOO_EARLY) {
        earlierLength = length;
      }
      if (fault == Fault.SLOPE_REPLACED_TOO_EARLY && hasEarlier) {
        earlier.copyFrom(slope);
      }
    }

    @Override
    public void commit(RowMask accepted) {
      earlier.copyFrom(slope);
      slope.copyFrom(next);
      earlierLength = length;
      hasEarlier = true;
    }

    @Override
    public void interpolate(RowScalar theta, StateVector out) {
      hermite(theta.get(0), length, from, slope, to, next, out);
    }

    @Override
    public StepInterpolant capture() {
      StateVector[] kept = {from.newLike(), from.newLike(), from.newLike(), from.newLike()};
      kept[0].copyFrom(from);
      kept[1].copyFrom(slope);
      kept[2].copyFrom(to);
      kept[3].copyFrom(next);
      double keptLength = length;
      return (theta, out) ->
          hermite(theta.get(0), keptLength, kept[0], kept[1], kept[2], kept[3], out);
    }
  }

  /** The cubic through both ends and their slopes. */
  private static void hermite(
      double theta,
      double length,
      StateVector from,
      StateVector slope,
      StateVector to,
      StateVector next,
      StateVector out) {
    double value = theta * theta * (3 - 2 * theta);
    out.copyFrom(from);
    out.scale(1 - value);
    out.add(value, to);
    out.add(length * theta * (1 - theta) * (1 - theta), slope);
    out.add(length * theta * theta * (theta - 1), next);
  }
}
