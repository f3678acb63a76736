// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.control.InitialStep;
import dev.impetus.solver.control.StepController;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The loop: choose, attempt, judge, then shrink and repeat, or look for events, write outputs, and
 * go on. One {@link Lane} stands for all rows, or one for each where rows have their own steps. All
 * vectors are made with the session; a step allocates nothing unless events or dense output are
 * asked for.
 */
final class Driver implements OdeSession {

  private final SolvePlan plan;
  private final MethodInfo method;
  private final GradientTape tape;
  private final boolean keepDense;
  private final CountingField field;
  private final Stepper stepper;
  private final InitialStep initialStep;
  private final EventWatch events;
  private final OutputWriter outputs;
  private final Lane[] lanes;
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
  private boolean allAccepted;
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
    lanes = new Lane[perSample ? plan.rows() : 1];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane(i, plan);
    }
    StateVector error = method.hasErrorEstimate() ? slope.newLike() : null;
    for (int i = 0; i < 2; i++) {
      states[i] = slope.newLike();
      attempts[i] = new StepAttempt(states[i], error, method.errorOrder(), lanes.length);
    }
    t = perSample ? RowScalar.perRow(plan.rows()) : RowScalar.shared(0);
    h = t.newLike();
    errorRatio = t.newLike();
    accepted = perSample ? RowMask.perRow(plan.rows()) : RowMask.shared(false);
    endingAtStep = perSample ? RowMask.perRow(plan.rows()) : RowMask.shared(false);
    boolean probes = Double.isNaN(plan.controller().firstStep(1));
    initialStep = probes ? new InitialStep(plan.norm(), plan.tolerances(), slope) : null;
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
    control = plan.controller().newSession(method, lanes.length);
    while (chooseSteps()) {
      StepAttempt attempt = attempts[1 - current];
      if (attempt(attempt) && judge(attempt)) {
        accept(attempt);
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
    for (Lane lane : lanes) {
      lane.begin(t0, outputTimes);
    }
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
    boolean running = false;
    for (Lane lane : lanes) {
      if (!lane.hasEnded() && !(perSample && vector.isFinite(lane.index()))) {
        lane.end(SolveStatus.NON_FINITE_STATE, perSample ? lane.index() : first, detail);
      }
      running |= !lane.hasEnded();
    }
    return running;
  }

  /** Ends lanes that an event stops at once, or whose interval is empty; false if none is left. */
  private boolean endLanesAtStart(double t0) {
    boolean running = false;
    for (Lane lane : lanes) {
      if (!lane.hasEnded()) {
        if (events != null) {
          lane.stopAtStart(events.begin(lane, states[0]));
        }
        if (!lane.hasEnded() && end == t0) {
          lane.end(SolveStatus.REACHED_END, -1, "");
        }
      }
      running |= !lane.hasEnded();
    }
    return running;
  }

  private void proposeFirstSteps(double t0) {
    double first = plan.controller().firstStep(end - t0);
    if (Double.isNaN(first)) {
      double longest = Math.min(Math.abs(end - t0), plan.limits().maxStep());
      initialStep.estimate(
          field, t, states[0], slope, Math.copySign(longest, end - t0), method.errorOrder(), h);
      for (Lane lane : lanes) {
        lane.proposeAtLeastShortest(h.get(lane.index()));
      }
    } else {
      for (Lane lane : lanes) {
        lane.propose(first);
      }
    }
  }

  /** Writes each lane's next step, 0 for those that have ended; false if all have. */
  private boolean chooseSteps() {
    boolean running = false;
    for (int i = 0; i < lanes.length; i++) {
      Lane lane = lanes[i];
      boolean steps = !lane.hasEnded() && lane.chooseStep();
      h.set(i, steps ? lane.step() : 0);
      running |= steps;
    }
    return running;
  }

  /** Tries the steps and measures their errors; false if no lane has a usable result. */
  private boolean attempt(StepAttempt attempt) {
    attempt.reset(method.errorOrder());
    stepper.attempt(t, states[current], h, attempt);
    innerIterations += attempt.innerIterations();
    if (attempt.outcome() == StepOutcome.OK) {
      takeShorterSteps(attempt);
      // Under fixed steps nobody asks for the error: a division a number and step is saved.
      if (method.hasErrorEstimate() && plan.controller().needsErrorEstimate()) {
        plan.norm()
            .measure(
                attempt.error(), states[current], attempt.result(), plan.tolerances(), errorRatio);
      }
      return true;
    }
    // A row that failed spoils the attempt; the others try the same step again.
    for (Lane lane : lanes) {
      boolean own = !perSample || attempt.failedRow() < 0 || attempt.failedRow() == lane.index();
      if (!lane.hasEnded() && own) {
        failedInnerSolves += lane.failed(attempt, control) ? 1 : 0;
      }
    }
    return false;
  }

  /** A method that chooses its own steps may have gone less far than it was asked to. */
  private void takeShorterSteps(StepAttempt attempt) {
    for (Lane lane : lanes) {
      double taken = attempt.taken(lane.index());
      if (!lane.hasEnded() && !Double.isNaN(taken)) {
        lane.tookOnly(taken);
        h.set(lane.index(), taken);
      }
    }
  }

  /**
   * Decides for each lane whether its step is accepted, and sets the steps of the others to 0;
   * false if none is.
   */
  private boolean judge(StepAttempt attempt) {
    int broken = attempt.result().firstNonFiniteRow();
    int count = 0;
    for (int i = 0; i < lanes.length; i++) {
      Lane lane = lanes[i];
      boolean accepts = !lane.hasEnded() && judge(lane, attempt, broken);
      accepted.set(i, accepts);
      if (accepts) {
        count++;
      } else {
        h.set(i, 0);
      }
    }
    allAccepted = count == lanes.length;
    return count > 0;
  }

  private boolean judge(Lane lane, StepAttempt attempt, int broken) {
    double ratio = errorRatio.get(lane.index());
    if (broken >= 0 || !Double.isFinite(ratio)) {
      int row = brokenRow(lane, attempt, broken, ratio);
      if (row >= 0) {
        lane.foundNonFinite(row, control);
        return false;
      }
    }
    return lane.accepts(control, ratio, attempt);
  }

  /** The row of a lane in which the attempt is not finite; -1 if there is none. */
  private int brokenRow(Lane lane, StepAttempt attempt, int broken, double ratio) {
    if (!perSample) {
      return broken >= 0 ? broken : Math.max(attempt.error().firstNonFiniteRow(), 0);
    }
    boolean finite = Double.isFinite(ratio) && attempt.result().isFinite(lane.index());
    return finite ? -1 : lane.index();
  }

  /** Takes the accepted steps over: events, tape, outputs, state. */
  private void accept(StepAttempt attempt) {
    StateVector result = attempt.result();
    boolean whole = endWithin(result);
    if (tape != null) {
      tape.accepted(t, h, states[current], accepted, attempt);
    }
    outputs.write(lanes, accepted, stepper, result, tape);
    if (dense != null) {
      Lane lane = lanes[0];
      dense.add(lane.now(), lane.step(), lane.horizon(), stepper.capture());
    }
    RowMask committed = whole ? accepted : endingAtStep;
    if (committed.any()) {
      stepper.commit(committed);
    }
    if (!whole || !allAccepted) {
      result.copyOtherRows(states[current], committed);
    }
    current = 1 - current;
    for (int i = 0; i < lanes.length; i++) {
      if (accepted.get(i)) {
        Lane lane = lanes[i];
        lane.arrive();
        t.set(i, lane.now());
        if (!whole && !committed.get(i)) {
          copyEnd(lane);
        }
      }
    }
  }

  /**
   * Finds the accepted steps that an event or the end of the interval cuts short, and those others
   * which a lane takes to its end; true if there are only the latter.
   */
  private boolean endWithin(StateVector result) {
    if (events == null && plan.outputPolicy() != OutputPolicy.OVERSHOOT) {
      return true;
    }
    boolean whole = true;
    for (int i = 0; i < lanes.length; i++) {
      Lane lane = lanes[i];
      boolean accepts = accepted.get(i);
      if (accepts && events != null) {
        lane.stopAt(events.scan(lane, stepper, result));
      }
      boolean cut = accepts && (lane.passedEnd() || lane.stoppedBy() != null);
      endingAtStep.set(i, accepts && !cut);
      whole &= !cut;
    }
    return whole;
  }

  /** The state of a lane that ended inside its step. */
  private void copyEnd(Lane lane) {
    StateVector to = perSample ? states[current].row(lane.index()) : states[current];
    if (lane.stoppedBy() != null) {
      to.copyFrom(lane.stoppedBy().state());
    } else {
      StateVector last = outputs.vector(lane.written() - 1);
      to.copyFrom(perSample ? last.row(lane.index()) : last);
    }
  }

  private Solution finish() {
    Lane named = lanes[0];
    long acceptedSteps = 0;
    long rejectedSteps = 0;
    for (Lane lane : lanes) {
      if (lane.rank() > named.rank()) {
        named = lane;
      }
      acceptedSteps += lane.acceptedSteps();
      rejectedSteps += lane.rejectedSteps();
    }
    if (perSample) {
      rows = Arrays.stream(lanes).map(Lane::outcome).toList();
    }
    differentiable = named.status().isSuccess();
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
        named.status(),
        named.now(),
        states[current],
        named.row(),
        named.detail(),
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
