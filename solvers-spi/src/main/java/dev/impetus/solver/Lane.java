// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.control.StepController;
import dev.impetus.solver.event.Event;
import dev.impetus.solver.step.StepAttempt;

/**
 * One clock of a solve: that of all rows, or that of one row where each has its own. It chooses the
 * steps, keeps what becomes of them and knows how it ended. A row in a batch and the same row alone
 * have the same lane, and therefore the same steps.
 */
final class Lane {

  /** A step ends at a stop when less than this part of it would be left over. */
  private static final double SLIVER = 1e-9;

  private static final double BELOW_ONE = Math.nextDown(1.0);

  private final int index;
  private final boolean ofOneRow;
  private final StepLimits limits;
  private final OutputPolicy outputPolicy;
  private final StepFailure failure = new StepFailure();

  private double[] outputTimes;
  private int written;
  private double nextOutput;
  private double end;
  private double direction;
  private double now;
  private double proposed;
  private double length;
  private double step;
  private double reached;
  private double errorRatio;
  private boolean passedEnd;
  private boolean hadFailure;
  private long acceptedSteps;
  private long rejectedSteps;
  private SolveStatus status;
  private int row;
  private String detail;
  private Event stoppedBy;

  /**
   * A lane.
   *
   * @param index 0, or the row where each has its own
   */
  Lane(int index, SolvePlan plan) {
    this.index = index;
    ofOneRow = plan.batchPolicy().isPerSample();
    limits = plan.limits();
    outputPolicy = plan.outputPolicy();
  }

  void begin(double t0, double[] newOutputTimes) {
    outputTimes = newOutputTimes;
    written = 0;
    nextOutput = outputTimes[0];
    end = outputTimes[outputTimes.length - 1];
    direction = Math.signum(end - t0);
    now = t0;
    proposed = 0;
    step = 0;
    errorRatio = 0;
    passedEnd = false;
    hadFailure = false;
    acceptedSteps = 0;
    rejectedSteps = 0;
    status = null;
    row = -1;
    detail = "";
    stoppedBy = null;
    failure.clear();
  }

  /** Says how long the first step should be. */
  void propose(double firstStep) {
    proposed = Math.abs(firstStep);
  }

  /** The same, but no shorter than a step may be. */
  void proposeAtLeastShortest(double firstStep) {
    proposed = Math.max(Math.abs(firstStep), shortest(Math.ulp(now)));
  }

  private double shortest(double ulp) {
    return Math.max(limits.minStep(), 10 * ulp);
  }

  /** Chooses the next step; false if there is none, because the lane has ended. */
  boolean chooseStep() {
    length = Math.min(proposed, limits.maxStep());
    double ulp = Math.ulp(now);
    double stop = outputPolicy == OutputPolicy.EXACT && nextOutput != now ? nextOutput : end;
    double left = Math.abs(stop - now) - length;
    // What may be left over: a part of the step, or the rounding of all steps so far.
    double sliver = Math.max(SLIVER * length, (acceptedSteps + 1) * ulp);
    boolean toStop = left <= sliver && (outputPolicy != OutputPolicy.OVERSHOOT || -left <= sliver);
    double shortest = shortest(ulp);
    if (!toStop && length < shortest) {
      end(failure.status(), failure.row(), failure.whyTooShort(step, errorRatio, length, shortest));
      return false;
    }
    if (acceptedSteps + rejectedSteps == limits.maxSteps()) {
      end(
          SolveStatus.STEP_LIMIT,
          failure.row(),
          acceptedSteps
              + " accepted and "
              + rejectedSteps
              + " rejected steps are all that it was allowed; "
              + Math.abs(end - now)
              + " was left, and the next step would have been "
              + length);
      return false;
    }
    if (toStop) {
      step = stepTo(stop);
      reached = stop;
    } else {
      step = direction * length;
      reached = now + step;
    }
    return true;
  }

  /** The step that ends at a stop; never beyond it, whatever the rounding. */
  private double stepTo(double stop) {
    double whole = stop - now;
    while ((now + whole - stop) * whole > 0) {
      whole = Math.nextAfter(whole, 0);
    }
    return whole;
  }

  /** The attempt went only so far, which is less than was asked for. */
  void tookOnly(double shorter) {
    step = shorter;
    reached = now + step;
  }

  /** The attempt has no result; whether an inner solve is to blame. */
  boolean failed(StepAttempt attempt, StepController.Session control) {
    failure.take(attempt);
    tryShorter(control);
    return failure.isInner();
  }

  /** The attempt gave a NaN or an infinity in that row. */
  void foundNonFinite(int brokenRow, StepController.Session control) {
    failure.clear();
    failure.foundNonFinite(brokenRow);
    tryShorter(control);
  }

  /** Shortens the step, or ends the lane if the controller will not try again. */
  private void tryShorter(StepController.Session control) {
    hadFailure = true;
    rejectedSteps++;
    double factor = control.factorAfterFailure(index);
    if (factor >= 1) {
      end(failure.status(), failure.row(), failure.why(step));
    } else {
      proposed = Math.abs(step) * factor;
    }
  }

  /** Whether the controller accepts the attempt, whose error it is told. */
  boolean accepts(StepController.Session control, double ratio, StepAttempt attempt) {
    if (hadFailure) {
      hadFailure = false;
      failure.clear();
    }
    errorRatio = ratio;
    boolean accepted = control.accepts(ratio);
    double factor =
        control.factor(
            index, ratio, accepted, attempt.errorOrder(index), attempt.proposedFactor(index));
    double taken = Math.abs(step);
    if (accepted) {
      acceptedSteps++;
      // A step that was cut short says nothing against the length that was proposed for it.
      proposed = taken < length ? Math.max(taken * factor, length) : length * factor;
      passedEnd = (reached - end) * step > 0;
    } else {
      hadFailure = true;
      failure.foundInaccurate();
      rejectedSteps++;
      proposed = taken * factor;
    }
    return accepted;
  }

  /** The step just accepted ends the lane at that event; null if at none. */
  void stopAt(Event event) {
    stoppedBy = event;
  }

  /** Ends before its first step at that event; null if at none. */
  void stopAtStart(Event event) {
    if (event != null) {
      stoppedBy = event;
      end(SolveStatus.STOPPED_BY_EVENT, event.row(), "");
    }
  }

  /** Stands at the accepted step's end, or where the interval or an event ended it before. */
  void arrive() {
    now = horizon();
    if (stoppedBy != null) {
      end(SolveStatus.STOPPED_BY_EVENT, stoppedBy.row(), "");
    } else if (now == end) {
      end(SolveStatus.REACHED_END, -1, "");
    }
  }

  void end(SolveStatus newStatus, int newRow, String newDetail) {
    status = newStatus;
    row = ofOneRow && newStatus != SolveStatus.REACHED_END ? index : newRow;
    detail = newDetail;
  }

  /** One output more was written. */
  void wrote() {
    written++;
    nextOutput = written < outputTimes.length ? outputTimes[written] : Double.NaN;
  }

  /** Whether the accepted step reaches the next output time, if there is one. */
  boolean reachesOutput() {
    return (nextOutput - horizon()) * step <= 0;
  }

  /** The next output's place in the step; 1 exactly if it is the step's end. */
  double outputPlace() {
    // Rounding must not make an interpolated output pass for the step's result.
    return nextOutput == reached ? 1 : Math.min((nextOutput - now) / step, BELOW_ONE);
  }

  int index() {
    return index;
  }

  /** The time at which it stands. */
  double now() {
    return now;
  }

  /** The step chosen last, signed. */
  double step() {
    return step;
  }

  /** The end of that step. */
  double reached() {
    return reached;
  }

  /** Whether the accepted step passed the end of the interval. */
  boolean passedEnd() {
    return passedEnd;
  }

  /** The last time of the accepted step that counts: its end, or an event's or the interval's. */
  double horizon() {
    if (stoppedBy != null) {
      return stoppedBy.time();
    }
    return passedEnd ? end : reached;
  }

  /** How many outputs were written. */
  int written() {
    return written;
  }

  boolean hasEnded() {
    return status != null;
  }

  /** A failure outranks an event, an event the end. */
  int rank() {
    if (!status.isSuccess()) {
      return 2;
    }
    return status == SolveStatus.STOPPED_BY_EVENT ? 1 : 0;
  }

  RowOutcome outcome() {
    return new RowOutcome(status, now, detail, written, acceptedSteps, rejectedSteps);
  }

  SolveStatus status() {
    return status;
  }

  /** The row that failed or that an event stopped; -1 if none. */
  int row() {
    return row;
  }

  String detail() {
    return detail;
  }

  /** The event that ended it; null if none did. */
  Event stoppedBy() {
    return stoppedBy;
  }

  long acceptedSteps() {
    return acceptedSteps;
  }

  long rejectedSteps() {
    return rejectedSteps;
  }
}
