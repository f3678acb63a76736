// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.control.InitialStep;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.event.Event;
import dev.impetus.solver.field.CountingField;
import dev.impetus.solver.gradient.GradientTape;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.Stepper;
import java.util.List;
import java.util.Optional;

/**
 * The loop: attempt, judge, then shrink and repeat, or look for events, write outputs, and go on.
 * All vectors are made with the session; a step allocates nothing unless events or dense output are
 * asked for.
 */
final class Driver implements OdeSession {

  /** A step ends at a stop when less than this part of it would be left over. */
  private static final double SLIVER = 1e-9;

  private final SolvePlan plan;
  private final MethodInfo method;
  private final GradientTape tape;
  private final boolean keepDense;
  private final CountingField field;
  private final Stepper stepper;
  private final InitialStep initialStep;
  private final EventWatch events;
  private final OutputWriter outputs;
  private final RowScalar t = RowScalar.shared(0);
  private final RowScalar h = RowScalar.shared(0);
  private final RowScalar errorRatio = RowScalar.shared(0);
  private final RowMask allRows = RowMask.shared(true);
  private final StepFailure failure = new StepFailure();
  private final StateVector slope;
  private final StateVector[] states = new StateVector[2];
  private final StepAttempt[] attempts = new StepAttempt[2];

  private int current;
  private double[] outputTimes;
  private double end;
  private RecordedSolution dense;
  private Event stoppedBy;
  private long acceptedSteps;
  private long rejectedSteps;
  private long innerIterations;
  private long failedInnerSolves;
  private boolean differentiable;

  Driver(SolvePlan plan, GradientTape tape, boolean keepDense) {
    this.plan = plan;
    this.tape = tape;
    this.keepDense = keepDense;
    method = plan.method().info();
    field = new CountingField(plan.field());
    stepper =
        plan.method()
            .newStepper(
                new StepContext(
                    field,
                    plan.precision(),
                    plan.rows(),
                    plan.batchPolicy(),
                    plan.norm(),
                    plan.tolerances(),
                    plan.controller().needsErrorEstimate()));
    slope = StateVector.zeros(plan.precision(), plan.rows(), field.width());
    StateVector error = method.hasErrorEstimate() ? slope.newLike() : null;
    for (int i = 0; i < 2; i++) {
      states[i] = slope.newLike();
      attempts[i] = new StepAttempt(states[i], error, method.errorOrder());
    }
    boolean probes = Double.isNaN(plan.controller().firstStep(1));
    initialStep = probes ? new InitialStep(plan.norm(), plan.tolerances(), slope) : null;
    events = plan.events().isEmpty() ? null : new EventWatch(plan.events(), slope);
    outputs = new OutputWriter(slope);
  }

  @Override
  public Solution solve(StateVector y0, double t0, double... times) {
    SolveInputs.check(plan, y0, t0, times);
    begin(y0, t0, times);
    int brokenRow = states[0].firstNonFiniteRow();
    if (brokenRow >= 0) {
      return finish(
          SolveStatus.NON_FINITE_STATE, brokenRow, "the initial state has a NaN or an infinity");
    }
    if (tape != null) {
      tape.begin(t, states[0], outputTimes);
    }
    outputs.begin(t0, states[0], outputTimes, tape);
    if (events != null) {
      stoppedBy = events.begin(t0, states[0]);
      if (stoppedBy != null) {
        return finish(SolveStatus.STOPPED_BY_EVENT, stoppedBy.row(), "");
      }
    }
    if (end == t0) {
      return finish(SolveStatus.REACHED_END, -1, "");
    }
    field.evaluate(t, states[0], slope);
    brokenRow = slope.firstNonFiniteRow();
    if (brokenRow >= 0) {
      return finish(
          SolveStatus.NON_FINITE_STATE,
          brokenRow,
          "the field is NaN or infinite at the initial state");
    }
    double first = plan.controller().firstStep(end - t0);
    if (Double.isNaN(first)) {
      double longest = Math.min(Math.abs(end - t0), plan.limits().maxStep());
      first =
          initialStep.estimate(
              field, t0, states[0], slope, Math.copySign(longest, end - t0), method.errorOrder());
      first = Math.copySign(Math.max(Math.abs(first), shortest(t0)), first);
    }
    stepper.start(t, states[0], slope);
    return advance(Math.abs(first));
  }

  private void begin(StateVector y0, double t0, double[] times) {
    field.reset();
    current = 0;
    t.setAll(t0);
    h.setAll(0);
    errorRatio.setAll(0);
    states[0].copyFrom(y0);
    outputTimes = times.clone();
    end = times[times.length - 1];
    dense = keepDense ? new RecordedSolution(t0, states[0]) : null;
    stoppedBy = null;
    acceptedSteps = 0;
    rejectedSteps = 0;
    innerIterations = 0;
    failedInnerSolves = 0;
    failure.clear();
    differentiable = false;
    outputs.clear();
    if (events != null) {
      events.clear();
    }
  }

  /** Steps until the end, from a proposed length of the first step. */
  private Solution advance(double firstLength) {
    StepController.Session control = plan.controller().newSession(method, 1);
    double direction = Math.signum(end - t.get(0));
    double proposed = firstLength;
    while (true) {
      double now = t.get(0);
      double length = Math.min(proposed, plan.limits().maxStep());
      double stop =
          plan.outputPolicy() == OutputPolicy.EXACT && outputs.nextTime() != now
              ? outputs.nextTime()
              : end;
      double left = Math.abs(stop - now) - length;
      boolean toStop =
          left <= sliver(now, length)
              && (plan.outputPolicy() != OutputPolicy.OVERSHOOT || -left <= sliver(now, length));
      if (!toStop && length < shortest(now)) {
        return finish(
            failure.status(),
            failure.row(),
            failure.whyTooShort(h.get(0), errorRatio.get(0), length, shortest(now)));
      }
      if (acceptedSteps + rejectedSteps == plan.limits().maxSteps()) {
        return finish(
            SolveStatus.STEP_LIMIT,
            failure.row(),
            acceptedSteps
                + " accepted and "
                + rejectedSteps
                + " rejected steps are all that it was allowed; "
                + Math.abs(end - now)
                + " was left, and the next step would have been "
                + length);
      }
      h.setAll(toStop ? stepTo(stop, now) : direction * length);
      StepAttempt attempt = attempts[1 - current];
      if (!attempt(attempt)) {
        rejectedSteps++;
        double factor = control.factorAfterFailure(0);
        if (factor >= 1) {
          return finish(failure.status(), failure.row(), failure.why(h.get(0)));
        }
        proposed = Math.abs(h.get(0)) * factor;
        continue;
      }
      double ratio = method.hasErrorEstimate() ? errorRatio.get(0) : 0;
      boolean accepted = control.accepts(ratio);
      double factor =
          control.factor(0, ratio, accepted, attempt.errorOrder(), attempt.proposedFactor(0));
      double taken = Math.abs(h.get(0));
      if (!accepted) {
        failure.foundInaccurate();
        rejectedSteps++;
        proposed = taken * factor;
        continue;
      }
      // A step that was cut short says nothing against the length that was proposed for it.
      proposed = taken < length ? Math.max(taken * factor, length) : length * factor;
      if (accept(attempt, toStop ? stop : now + h.get(0))) {
        return finish(SolveStatus.STOPPED_BY_EVENT, stoppedBy.row(), "");
      }
      if (t.get(0) == end) {
        return finish(SolveStatus.REACHED_END, -1, "");
      }
    }
  }

  /** Tries the step and measures its error; false if it has no usable result. */
  private boolean attempt(StepAttempt attempt) {
    attempt.reset(method.errorOrder());
    stepper.attempt(t, states[current], h, attempt);
    innerIterations += attempt.innerIterations();
    failure.take(attempt);
    if (failure.isFailure()) {
      failedInnerSolves += failure.isInner() ? 1 : 0;
      return false;
    }
    int row = attempt.result().firstNonFiniteRow();
    if (row < 0 && method.hasErrorEstimate()) {
      plan.norm()
          .measure(
              attempt.error(), states[current], attempt.result(), plan.tolerances(), errorRatio);
      if (!Double.isFinite(errorRatio.get(0))) {
        row = Math.max(attempt.error().firstNonFiniteRow(), 0);
      }
    }
    if (row >= 0) {
      failure.foundNonFinite(row);
    }
    return row < 0;
  }

  /** Takes the step over: events, tape, outputs. Returns whether an event ends the solve. */
  private boolean accept(StepAttempt attempt, double reached) {
    acceptedSteps++;
    double now = t.get(0);
    boolean passedEnd = (reached - end) * h.get(0) > 0;
    double limit = passedEnd ? end : reached;
    if (events != null) {
      stoppedBy = events.scan(stepper, now, h.get(0), reached, attempt.result(), limit);
      limit = stoppedBy == null ? limit : stoppedBy.time();
    }
    if (tape != null) {
      tape.accepted(t, h, states[current], allRows, attempt);
    }
    outputs.write(stepper, now, h.get(0), reached, attempt.result(), limit, tape);
    if (dense != null) {
      dense.add(now, h.get(0), limit, stepper.capture());
    }
    if (stoppedBy != null) {
      t.setAll(stoppedBy.time());
      states[current].copyFrom(stoppedBy.state());
      return true;
    }
    if (passedEnd) {
      states[current].copyFrom(outputs.latest());
    } else {
      stepper.commit(allRows);
      current = 1 - current;
    }
    t.setAll(limit);
    return false;
  }

  /** The step that ends at a stop; never beyond it, whatever the rounding. */
  private static double stepTo(double stop, double now) {
    double step = stop - now;
    while ((now + step - stop) * step > 0) {
      step = Math.nextAfter(step, 0);
    }
    return step;
  }

  /**
   * What may be left over before a stop: a part of the step, or the rounding of all steps so far.
   */
  private double sliver(double now, double length) {
    return Math.max(SLIVER * length, (acceptedSteps + 1) * Math.ulp(now));
  }

  private double shortest(double now) {
    return Math.max(plan.limits().minStep(), 10 * Math.ulp(now));
  }

  private Solution finish(SolveStatus status, int row, String detail) {
    differentiable = status.isSuccess();
    SolveStatistics calls = field.statistics();
    SolveStatistics work =
        new SolveStatistics(
            calls.evaluations(),
            calls.vectorJacobianProducts(),
            calls.jacobianVectorProducts(),
            acceptedSteps,
            rejectedSteps,
            innerIterations,
            failedInnerSolves);
    return new Solution(
        status,
        t.get(0),
        states[current],
        row,
        detail,
        outputTimes,
        outputs.written(),
        events == null ? List.of() : events.events(),
        work,
        Optional.ofNullable(dense));
  }

  @Override
  public SolveStatistics pullback(
      StateVector[] outputCotangents,
      StateVector initialCotangent,
      StateVector parameterCotangent) {
    if (tape == null) {
      throw new IllegalStateException("this session has no gradient mode: it records nothing");
    }
    if (!differentiable) {
      throw new IllegalStateException("there is no successful solve to differentiate");
    }
    SessionCotangents.check(
        plan,
        outputTimes.length,
        outputs.count(),
        outputCotangents,
        initialCotangent,
        parameterCotangent);
    return tape.pullback(outputCotangents, initialCotangent, parameterCotangent);
  }
}
