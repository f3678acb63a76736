// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.control.InitialStep;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.event.Event;
import dev.impetus.solver.field.CountingField;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.gradient.GradientTape;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.Stepper;
import java.util.List;
import java.util.Optional;

/**
 * The loop: choose, attempt, judge, then shrink and repeat, or look for events, write outputs, and
 * go on. One lane of {@link Lanes} stands for all rows, or one for each where rows have their own
 * steps. All vectors are made with the session; a step allocates nothing unless events or dense
 * output are asked for.
 */
final class Driver implements OdeSession {

  private final SolvePlan plan;
  private final MethodInfo method;
  private final GradientTape tape;
  private final boolean keepDense;
  private final CountingField field;
  private final Stepper stepper;
  private final InitialStep initialStep;
  private final RowScalar longestSteps;
  private final EventWatch events;
  private final OutputWriter outputs;
  private final Lanes lanes;
  private final boolean perSample;
  private final RowScalar t;
  private final RowScalar h;
  private final RowScalar errorRatio;
  private final RowMask accepted;
  private final RowMask endingAtStep;
  private final StateVector slope;
  private final StateVector[] states = new StateVector[2];
  private final StepAttempt[] attempts = new StepAttempt[2];

  private int current;
  private double[] outputTimes;
  private double end;
  private StepController.Session control;
  private RecordedSolution dense;
  private List<RowOutcome> rows = List.of();
  private long innerIterations;
  private long failedInnerSolves;
  private boolean differentiable;

  /**
   * A driver.
   *
   * @param gradientMode how its solves are differentiated; null if they are not
   */
  Driver(SolvePlan plan, GradientMode gradientMode, boolean keepDense) {
    this.plan = plan;
    this.keepDense = keepDense;
    method = plan.method().info();
    field = new CountingField(plan.field());
    tape = gradientMode == null ? null : gradientMode.newTape(plan.over(field));
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
                    plan.controller().needsErrorEstimate(),
                    tape == null ? Optional.empty() : tape.stages()));
    slope = StateVector.zeros(plan.precision(), plan.rows(), field.width());
    perSample = plan.batchPolicy().isPerSample();
    t = perSample ? RowScalar.perRow(plan.rows()) : RowScalar.shared(0);
    h = t.newLike();
    errorRatio = t.newLike();
    lanes = new Lanes(plan, errorRatio);
    StateVector error = method.hasErrorEstimate() ? slope.newLike() : null;
    for (int i = 0; i < 2; i++) {
      states[i] = slope.newLike();
      attempts[i] = new StepAttempt(states[i], error, method.errorOrder(), lanes.count());
    }
    accepted = perSample ? RowMask.perRow(plan.rows()) : RowMask.shared(false);
    endingAtStep = perSample ? RowMask.perRow(plan.rows()) : RowMask.shared(false);
    boolean probes = Double.isNaN(plan.controller().firstStep(1));
    initialStep = probes ? new InitialStep(plan.norm(), plan.tolerances(), slope) : null;
    longestSteps = probes ? t.newLike() : null;
    events =
        plan.events().isEmpty() ? null : new EventWatch(plan.events(), slope, plan.batchPolicy());
    outputs = OutputWriter.of(plan.batchPolicy(), slope);
  }

  @Override
  public Solution solve(StateVector y0, double t0, double... times) {
    SolveInputs.check(plan, y0, t0, times);
    begin(y0, t0, times);
    if (!endBrokenLanes(states[0], "the initial state has a NaN or an infinity")) {
      return finish();
    }
    if (tape != null) {
      tape.begin(t, states[0], outputTimes);
    }
    outputs.begin(t0, states[0], outputTimes, lanes, tape);
    if (!endLanesAtStart(t0)) {
      return finish();
    }
    field.evaluate(t, states[0], slope);
    if (!endBrokenLanes(slope, "the field is NaN or infinite at the initial state")) {
      return finish();
    }
    proposeFirstSteps(t0);
    stepper.start(t, states[0], slope);
    control = plan.controller().newSession(method, lanes.count());
    while (lanes.chooseSteps(h)) {
      StepAttempt attempt = attempts[1 - current];
      if (attempt(attempt)) {
        int count = lanes.judge(control, attempt, accepted, h);
        if (count > 0) {
          accept(attempt, count == lanes.count());
        }
      }
    }
    return finish();
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
    lanes.begin(t0, outputTimes);
    dense = keepDense ? new RecordedSolution(t0, states[0]) : null;
    rows = List.of();
    innerIterations = 0;
    failedInnerSolves = 0;
    differentiable = false;
    outputs.clear();
    if (events != null) {
      events.clear();
    }
  }

  /** Ends lanes in which a number is not finite; false if none is left. */
  private boolean endBrokenLanes(StateVector vector, String detail) {
    int first = vector.firstNonFiniteRow();
    if (first < 0) {
      return true;
    }
    for (int i = 0; i < lanes.count(); i++) {
      if (!lanes.ends().hasEnded(i) && !(perSample && vector.isFinite(i))) {
        lanes.end(i, SolveStatus.NON_FINITE_STATE, first, detail);
      }
    }
    return lanes.ends().anyRuns();
  }

  /** Ends lanes that an event stops at once, or whose interval is empty; false if none is left. */
  private boolean endLanesAtStart(double t0) {
    for (int i = 0; i < lanes.count(); i++) {
      if (lanes.ends().hasEnded(i)) {
        continue;
      }
      Event event = events == null ? null : events.begin(lanes, i, states[0]);
      if (event != null) {
        lanes.end(i, SolveStatus.STOPPED_BY_EVENT, event.row(), "");
      } else if (end == t0) {
        lanes.end(i, SolveStatus.REACHED_END, -1, "");
      }
    }
    return lanes.ends().anyRuns();
  }

  /** Lanes that have ended take no step, and the probe does not move them either. */
  private void proposeFirstSteps(double t0) {
    double first = plan.controller().firstStep(end - t0);
    boolean probe = Double.isNaN(first);
    if (probe) {
      double longest = Math.min(Math.abs(end - t0), plan.limits().maxStep());
      for (int i = 0; i < lanes.count(); i++) {
        longestSteps.set(i, lanes.ends().running(i) * Math.copySign(longest, end - t0));
      }
      initialStep.estimate(field, t, states[0], slope, longestSteps, method.errorOrder(), h);
    }
    for (int i = 0; i < lanes.count(); i++) {
      if (lanes.ends().hasEnded(i)) {
        continue;
      }
      if (probe) {
        lanes.proposeAtLeastShortest(i, h.get(i));
      } else {
        lanes.propose(i, first);
      }
    }
  }

  /** Tries the steps and measures their errors; false if no lane has a usable result. */
  private boolean attempt(StepAttempt attempt) {
    attempt.reset(method.errorOrder());
    stepper.attempt(t, states[current], h, attempt);
    innerIterations += attempt.innerIterations();
    if (attempt.outcome() == StepOutcome.OK) {
      if (!attempt.isPlain()) {
        takeShorterSteps(attempt);
      }
      // Under fixed steps nobody asks for the error: a division a number and step is saved.
      if (method.hasErrorEstimate() && plan.controller().needsErrorEstimate()) {
        plan.norm()
            .measure(
                attempt.error(), states[current], attempt.result(), plan.tolerances(), errorRatio);
      }
      return true;
    }
    // A row that failed spoils the attempt; the others try the same step again.
    for (int i = 0; i < lanes.count(); i++) {
      boolean own = !perSample || attempt.failedRow() < 0 || attempt.failedRow() == i;
      if (!lanes.ends().hasEnded(i) && own) {
        failedInnerSolves += lanes.failed(i, attempt, control) ? 1 : 0;
      }
    }
    return false;
  }

  /** A method that chooses its own steps may have gone less far than it was asked to. */
  private void takeShorterSteps(StepAttempt attempt) {
    for (int i = 0; i < lanes.count(); i++) {
      double taken = attempt.taken(i);
      if (!lanes.ends().hasEnded(i) && !Double.isNaN(taken)) {
        lanes.tookOnly(i, taken);
        h.set(i, taken);
      }
    }
  }

  /** Takes the accepted steps over: events, tape, outputs, state. */
  private void accept(StepAttempt attempt, boolean all) {
    StateVector result = attempt.result();
    boolean whole = endWithin(result);
    if (tape != null) {
      tape.accepted(t, h, states[current], accepted, attempt);
    }
    outputs.write(lanes, stepper, result, tape);
    if (dense != null) {
      dense.add(lanes.now(0), lanes.step(0), lanes.horizon(0), stepper.capture());
    }
    RowMask committed = whole ? accepted : endingAtStep;
    if (committed.any()) {
      stepper.commit(committed);
    }
    if (!whole || !all) {
      result.copyOtherRows(states[current], committed);
    }
    current = 1 - current;
    lanes.arrive(t);
    for (int i = 0; !whole && i < lanes.count(); i++) {
      if (accepted.get(i) && !committed.get(i)) {
        copyEnd(i);
      }
    }
    Optional<String> full =
        tape != null && lanes.ends().anyRuns() ? tape.whyFull() : Optional.empty();
    if (full.isPresent()) {
      endFull(full.get());
    }
  }

  private void endFull(String why) {
    for (int i = 0; i < lanes.count(); i++) {
      if (!lanes.ends().hasEnded(i)) {
        lanes.end(i, SolveStatus.STORAGE_LIMIT, -1, why);
      }
    }
  }

  /**
   * Finds the accepted steps that an event or the end of the interval cuts short, and those others
   * which a lane takes to its end; true if there are only the latter.
   */
  private boolean endWithin(StateVector result) {
    boolean whole = true;
    for (int i = 0; lanes.canBeCut() && i < lanes.count(); i++) {
      boolean cut = accepted.get(i) && lanes.cutAtEnd(i);
      if (accepted.get(i) && events != null) {
        Event event = events.scan(lanes, i, stepper, result);
        if (event != null) {
          lanes.cutAt(i, event);
          cut = true;
        }
      }
      endingAtStep.set(i, accepted.get(i) && !cut);
      whole &= !cut;
    }
    return whole;
  }

  /** The state of a lane that ended inside its step. */
  private void copyEnd(int lane) {
    StateVector to = perSample ? states[current].row(lane) : states[current];
    Event event = lanes.ends().event(lane);
    if (event != null) {
      to.copyFrom(event.state());
    } else {
      StateVector last = outputs.vector(lanes.outputs().written(lane) - 1);
      to.copyFrom(perSample ? last.row(lane) : last);
    }
  }

  private Solution finish() {
    LaneEnds ends = lanes.ends();
    int named = ends.foremost();
    rows = perSample ? lanes.outcomes() : List.of();
    differentiable = ends.status(named).isSuccess();
    SolveStatistics calls = field.statistics();
    SolveStatistics work =
        new SolveStatistics(
            calls.evaluations(),
            calls.vectorJacobianProducts(),
            calls.jacobianVectorProducts(),
            lanes.acceptedSteps(),
            lanes.rejectedSteps(),
            innerIterations,
            failedInnerSolves);
    return new Solution(
        ends.status(named),
        lanes.now(named),
        states[current],
        ends.row(named),
        ends.detail(named),
        outputTimes,
        outputs.written(),
        rows,
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
        rows,
        outputCotangents,
        initialCotangent,
        parameterCotangent);
    return tape.pullback(outputCotangents, initialCotangent, parameterCotangent);
  }
}
