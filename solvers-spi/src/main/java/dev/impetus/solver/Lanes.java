// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.control.StepController;
import dev.impetus.solver.event.Event;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.step.StepAttempt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The clocks of a solve: one that all rows share, or one for each row. They choose the steps, keep
 * what becomes of them and know how they ended. A row in a batch and the same row alone have the
 * same lane, and therefore the same steps.
 *
 * <p>What a step reads lies in arrays with a number a lane, not in an object for each: hundreds of
 * those do not fit the first-level cache, and a step of a small system costs less than fetching
 * one.
 */
final class Lanes {

  /** A step ends at a stop when less than this part of it would be left over. */
  private static final double SLIVER = 1e-9;

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double BELOW_ONE = Math.nextDown(1.0);

  /** How a lane's latest attempt went. */
  private static final byte INACCURATE = 0;

  private static final byte ACCEPTED = 1;
  private static final byte FAILED = 2;

  private final int count;
  private final StepLimits limits;
  private final OutputPolicy outputPolicy;
  private final boolean cuts;
  private final RowScalar errorRatio;
  private final LaneEnds ends;

  private final double[] now;
  private final double[] proposed;
  private final double[] length;
  private final double[] step;
  private final double[] reached;

  /** The last time of an accepted step that counts: the step's end where nothing can cut it. */
  private final double[] horizon;

  private final double[] nextOutput;
  private final int[] written;
  private final long[] acceptedSteps;
  private final long[] rejectedSteps;
  private final byte[] latest;
  private final StepFailure[] failures;
  private final double[] spare;
  private final int[] cutLanes;
  private final int[] good;
  private final double[] factors;

  private double[] outputTimes;
  private double end;
  private double direction;
  private long rounds;
  private int cutCount;

  /**
   * The lanes of a plan.
   *
   * @param errorRatio where the errors of an attempt are measured, one a lane
   */
  Lanes(SolvePlan plan, RowScalar errorRatio) {
    this.errorRatio = errorRatio;
    count = errorRatio.size();
    limits = plan.limits();
    outputPolicy = plan.outputPolicy();
    ends = new LaneEnds(count, plan.batchPolicy().isPerSample());
    now = new double[count];
    proposed = new double[count];
    length = new double[count];
    step = new double[count];
    reached = new double[count];
    nextOutput = new double[count];
    written = new int[count];
    acceptedSteps = new long[count];
    rejectedSteps = new long[count];
    cuts = !plan.events().isEmpty() || outputPolicy == OutputPolicy.OVERSHOOT;
    horizon = cuts ? new double[count] : reached;
    latest = new byte[count];
    spare = new double[count];
    cutLanes = new int[count + 1];
    good = new int[count];
    factors = new double[count];
    failures = new StepFailure[count];
    Arrays.setAll(failures, i -> new StepFailure());
  }

  void begin(double t0, double[] newOutputTimes) {
    outputTimes = newOutputTimes;
    end = outputTimes[outputTimes.length - 1];
    direction = Math.signum(end - t0);
    rounds = 0;
    Arrays.fill(now, t0);
    Arrays.fill(proposed, 0);
    Arrays.fill(step, 0);
    Arrays.fill(nextOutput, outputTimes[0]);
    Arrays.fill(written, 0);
    Arrays.fill(acceptedSteps, 0);
    Arrays.fill(rejectedSteps, 0);
    Arrays.fill(latest, ACCEPTED);
    ends.clear();
  }

  /** A lane ends; the row is the one that is to blame, -1 for none. */
  void end(int lane, SolveStatus status, int row, String detail) {
    proposed[lane] = 0;
    ends.end(lane, status, row, detail);
  }

  /** Says how long a lane's first step should be. */
  void propose(int lane, double firstStep) {
    proposed[lane] = Math.abs(firstStep);
  }

  /** The same, but no shorter than a step may be. */
  void proposeAtLeastShortest(int lane, double firstStep) {
    proposed[lane] = Math.max(Math.abs(firstStep), shortest(Math.ulp(now[lane])));
  }

  private double shortest(double ulp) {
    return Math.max(limits.minStep(), 10 * ulp);
  }

  /** Chooses the next steps, 0 for lanes that have ended; false if all have. */
  boolean chooseSteps(RowScalar h) {
    rounds++;
    cutCount = 0;
    boolean together =
        count > 1 && rounds <= limits.maxSteps() && outputPolicy != OutputPolicy.EXACT;
    if (together) {
      chooseWhereNothingIsNear();
    }
    for (int i = 0; i < count; i++) {
      if (!(together && spare[i] > 0) && (ends.hasEnded(i) || !chooseStep(i))) {
        step[i] = 0;
      }
    }
    h.copyFrom(step);
    return ends.anyRuns();
  }

  /**
   * Chooses the next steps of lanes for which neither the end of the interval nor a limit is near,
   * which have something to spare after it: what {@link #chooseStep} would choose for them.
   */
  private void chooseWhereNothingIsNear() {
    double longest = limits.maxStep();
    for (int i = 0; i < count; i++) {
      length[i] = Math.min(proposed[i], longest);
    }
    for (int i = 0; i < count; i++) {
      step[i] = direction * length[i];
      reached[i] = now[i] + step[i];
    }
    double shortest = limits.minStep();
    for (int i = 0; i < count; i++) {
      // At least the unit in the last place, which takes longer to find.
      double ulp = Math.abs(now[i]) * 0x1p-52 + Double.MIN_NORMAL;
      double toEnd = Math.abs(end - now[i]) - length[i] - (SLIVER * length[i] + rounds * ulp);
      spare[i] = Math.min(toEnd, length[i] - (shortest + 10 * ulp));
    }
  }

  /** Chooses a lane's next step; false if there is none, because it ends. */
  private boolean chooseStep(int i) {
    length[i] = Math.min(proposed[i], limits.maxStep());
    double ulp = Math.ulp(now[i]);
    boolean stops = outputPolicy == OutputPolicy.EXACT && nextOutput[i] != now[i];
    double stop = stops ? nextOutput[i] : end;
    double left = Math.abs(stop - now[i]) - length[i];
    // What may be left over: a part of the step, or the rounding of all steps so far.
    double sliver = Math.max(SLIVER * length[i], (acceptedSteps[i] + 1) * ulp);
    boolean toStop = left <= sliver && (outputPolicy != OutputPolicy.OVERSHOOT || -left <= sliver);
    double shortest = shortest(ulp);
    StepFailure failure = failure(i);
    if (!toStop && length[i] < shortest) {
      String why = failure.whyTooShort(step[i], errorRatio.get(i), length[i], shortest);
      end(i, failure.status(), failure.row(), why);
      return false;
    }
    if (acceptedSteps[i] + rejectedSteps[i] == limits.maxSteps()) {
      String why =
          acceptedSteps[i]
              + " accepted and "
              + rejectedSteps[i]
              + " rejected steps are all that it was allowed; "
              + Math.abs(end - now[i])
              + " was left, and the next step would have been "
              + length[i];
      end(i, SolveStatus.STEP_LIMIT, failure.row(), why);
      return false;
    }
    step[i] = toStop ? stepTo(stop, now[i]) : direction * length[i];
    reached[i] = toStop ? stop : now[i] + step[i];
    cutLanes[cutCount] = i;
    cutCount += toStop ? 1 : 0;
    return true;
  }

  /** The step that ends at a stop; never beyond it, whatever the rounding. */
  private static double stepTo(double stop, double now) {
    double whole = stop - now;
    while ((now + whole - stop) * whole > 0) {
      whole = Math.nextAfter(whole, 0);
    }
    return whole;
  }

  /** What there is to say about a lane's latest attempt. */
  private StepFailure failure(int lane) {
    if (latest[lane] != FAILED) {
      failures[lane].clear();
    }
    if (latest[lane] == INACCURATE) {
      failures[lane].foundInaccurate();
    }
    return failures[lane];
  }

  /** The attempt went only so far, which is less than was asked for. */
  void tookOnly(int lane, double shorter) {
    step[lane] = shorter;
    reached[lane] = now[lane] + shorter;
  }

  /** The attempt has no result; whether an inner solve is to blame. */
  boolean failed(int lane, StepAttempt attempt, StepController.Session control) {
    failures[lane].take(attempt);
    tryShorter(lane, control);
    return failures[lane].isInner();
  }

  /** The attempt gave a NaN or an infinity in that row. */
  private void foundNonFinite(int lane, int brokenRow, StepController.Session control) {
    failures[lane].clear();
    failures[lane].foundNonFinite(brokenRow);
    tryShorter(lane, control);
  }

  /** Shortens the step, or ends the lane if the controller will not try again. */
  private void tryShorter(int lane, StepController.Session control) {
    StepFailure failure = failures[lane];
    latest[lane] = FAILED;
    rejectedSteps[lane]++;
    double factor = control.factorAfterFailure(lane);
    if (factor >= 1) {
      end(lane, failure.status(), failure.row(), failure.why(step[lane]));
    } else {
      proposed[lane] = Math.abs(step[lane]) * factor;
    }
  }

  /**
   * Decides for each lane whether its step is accepted, and sets the steps of the others to 0.
   *
   * @return how many are accepted
   */
  int judge(StepController.Session control, StepAttempt attempt, RowMask accepted, RowScalar h) {
    int broken = attempt.result().firstNonFiniteRow();
    if (count > 1 && attempt.isPlain() && broken < 0 && errorRatio.isFinite()) {
      judgeTogether(control, attempt.errorOrder(), accepted);
    } else {
      for (int i = 0; i < count; i++) {
        accepted.set(i, !ends.hasEnded(i) && judge(i, control, attempt, broken));
      }
    }
    int[] others = accepted.others();
    int otherCount = accepted.otherCount();
    for (int k = 0; k < otherCount; k++) {
      h.set(others[k], 0);
      horizon[others[k]] = now[others[k]];
    }
    return count - otherCount;
  }

  /** Judges all lanes in a few passes, which is possible where none is broken. */
  private void judgeTogether(StepController.Session control, int errorOrder, RowMask accepted) {
    control.judge(errorRatio, errorOrder, good, factors);
    ends.silence(good);
    accepted.set(good);
    for (int i = 0; i < count; i++) {
      proposed[i] = Math.abs(step[i]) * factors[i];
    }
    for (int i = 0; i < count; i++) {
      acceptedSteps[i] += good[i];
    }
    Arrays.fill(latest, ACCEPTED);
    int[] others = accepted.others();
    int otherCount = accepted.otherCount();
    for (int k = 0; k < otherCount; k++) {
      rejectedSteps[others[k]] += ends.running(others[k]);
      latest[others[k]] = INACCURATE;
    }
    for (int k = 0; k < cutCount; k++) {
      int i = cutLanes[k];
      if (good[i] == 1) {
        proposed[i] = afterCutStep(i, factors[i]);
      }
    }
  }

  private boolean judge(int i, StepController.Session control, StepAttempt attempt, int broken) {
    double ratio = errorRatio.get(i);
    int row = broken < 0 && Double.isFinite(ratio) ? -1 : brokenRow(i, attempt, broken);
    if (row >= 0) {
      foundNonFinite(i, row, control);
      return false;
    }
    boolean accepts = control.accepts(ratio);
    double factor =
        control.factor(i, ratio, accepts, attempt.errorOrder(i), attempt.proposedFactor(i));
    if (accepts) {
      acceptedSteps[i]++;
      latest[i] = ACCEPTED;
      proposed[i] = afterCutStep(i, factor);
    } else {
      rejectedSteps[i]++;
      latest[i] = INACCURATE;
      proposed[i] = Math.abs(step[i]) * factor;
    }
    return accepts;
  }

  /** What to propose after an accepted step that may have been cut short. */
  private double afterCutStep(int i, double factor) {
    double taken = Math.abs(step[i]);
    // Having been cut short says nothing against the length that was proposed.
    return taken < length[i] ? Math.max(taken * factor, length[i]) : length[i] * factor;
  }

  /** The row of a lane in which the attempt is not finite; -1 if there is none. */
  private int brokenRow(int lane, StepAttempt attempt, int broken) {
    boolean finite = Double.isFinite(errorRatio.get(lane));
    if (ends.areOfRows()) {
      return finite && attempt.result().isFinite(lane) ? -1 : lane;
    }
    return broken >= 0 || finite ? broken : Math.max(attempt.error().firstNonFiniteRow(), 0);
  }

  /** Whether an event or the end of the interval can cut an accepted step short. */
  boolean canBeCut() {
    return cuts;
  }

  /** Cuts a lane's accepted step at the end of the interval if it passes that. */
  boolean cutAtEnd(int lane) {
    boolean passed = (reached[lane] - end) * step[lane] > 0;
    horizon[lane] = passed ? end : reached[lane];
    return passed;
  }

  /** Cuts a lane's accepted step at an event, which ends the lane. */
  void cutAt(int lane, Event event) {
    horizon[lane] = event.time();
    ends.stopAt(lane, event);
  }

  /**
   * Lanes whose step was accepted stand at its end, or where the interval or an event ended it
   * before; the others stay.
   *
   * @param t overwritten with where all of them stand
   */
  void arrive(RowScalar t) {
    System.arraycopy(horizon, 0, now, 0, count);
    t.copyFrom(now);
    for (int i = 0; i < count; i++) {
      if ((cuts || now[i] == end) && !ends.hasEnded(i)) {
        settle(i);
      }
    }
  }

  private void settle(int i) {
    if (ends.event(i) != null) {
      end(i, SolveStatus.STOPPED_BY_EVENT, ends.event(i).row(), "");
    } else if (now[i] == end) {
      end(i, SolveStatus.REACHED_END, -1, "");
    }
  }

  /** One output more of a lane was written. */
  void wrote(int lane) {
    int next = ++written[lane];
    nextOutput[lane] = next < outputTimes.length ? outputTimes[next] : direction * INFINITY;
  }

  /** 1 if a lane's accepted step reaches its next output time, if there is one; else 0. */
  int reachesOutput(int lane) {
    // The sign of a difference: a branch that nobody can predict would cost more.
    double beyond = direction * horizon[lane] - direction * nextOutput[lane];
    return (int) (~Double.doubleToRawLongBits(beyond) >>> 63);
  }

  /** Finds the lanes whose accepted step reaches their next output time, and how many they are. */
  int reachOutputs(int[] found) {
    int reaching = 0;
    for (int i = 0; i < count; i++) {
      found[reaching] = i;
      reaching += reachesOutput(i);
    }
    return reaching;
  }

  /** The place of a lane's next output in its step; 1 exactly if it is the step's end. */
  double outputPlace(int lane) {
    double next = nextOutput[lane];
    // Rounding must not make an interpolated output pass for the step's result.
    return next == reached[lane] ? 1 : Math.min((next - now[lane]) / step[lane], BELOW_ONE);
  }

  /** How many lanes there are: 1, or one a row. */
  int count() {
    return count;
  }

  /** The ends of those that have ended. */
  LaneEnds ends() {
    return ends;
  }

  /** The time at which a lane stands. */
  double now(int lane) {
    return now[lane];
  }

  /** The step that it chose last, signed. */
  double step(int lane) {
    return step[lane];
  }

  /** The end of that step. */
  double reached(int lane) {
    return reached[lane];
  }

  /** The last time of the accepted step that counts: its end, or an event's or the interval's. */
  double horizon(int lane) {
    return horizon[lane];
  }

  /** How many outputs of a lane were written. */
  int written(int lane) {
    return written[lane];
  }

  long acceptedSteps() {
    return sum(acceptedSteps);
  }

  long rejectedSteps() {
    return sum(rejectedSteps);
  }

  private static long sum(long[] numbers) {
    long sum = 0;
    for (long number : numbers) {
      sum += number;
    }
    return sum;
  }

  /** What became of each lane. */
  List<RowOutcome> outcomes() {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new RowOutcome(
                    ends.status(i),
                    now[i],
                    ends.detail(i),
                    written[i],
                    acceptedSteps[i],
                    rejectedSteps[i]))
        .toList();
  }
}
