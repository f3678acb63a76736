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

  private final int count;
  private final StepLimits limits;
  private final OutputPolicy outputPolicy;
  private final boolean cuts;
  private final LaneEnds ends;
  private final LaneVerdicts verdicts;
  private final OutputCursor outputs;

  private final double[] now;
  private final double[] proposed;
  private final double[] length;
  private final double[] step;
  private final double[] reached;

  /** The last time of an accepted step that counts: the step's end where nothing can cut it. */
  private final double[] horizon;

  /** How much more room there is before the end than the next step needs. */
  private final double[] spare;

  /** Positive where there is nothing to spare. */
  private final double[] lack;

  /** The lanes whose next step ends at a stop. */
  private final int[] cutLanes;

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
    count = errorRatio.size();
    limits = plan.limits();
    outputPolicy = plan.outputPolicy();
    ends = new LaneEnds(count, plan.batchPolicy().isPerSample());
    now = new double[count];
    proposed = new double[count];
    length = new double[count];
    step = new double[count];
    reached = new double[count];
    cuts = !plan.events().isEmpty() || outputPolicy == OutputPolicy.OVERSHOOT;
    horizon = cuts ? new double[count] : reached;
    spare = new double[count];
    lack = new double[count];
    cutLanes = new int[count + 1];
    verdicts = new LaneVerdicts(ends, errorRatio);
    outputs = new OutputCursor(horizon);
  }

  void begin(double t0, double[] outputTimes) {
    end = outputTimes[outputTimes.length - 1];
    direction = Math.signum(end - t0);
    rounds = 0;
    Arrays.fill(now, t0);
    Arrays.fill(proposed, 0);
    Arrays.fill(step, 0);
    outputs.begin(outputTimes, direction);
    verdicts.clear();
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
    if (!together || isAnyNear()) {
      chooseOneByOne(together);
    }
    h.copyFrom(step);
    return ends.anyRuns();
  }

  /** Chooses the next steps of lanes that have not got one yet. */
  private void chooseOneByOne(boolean together) {
    for (int i = 0; i < count; i++) {
      if (!(together && spare[i] > 0) && (ends.hasEnded(i) || !chooseStep(i))) {
        step[i] = 0;
      }
    }
  }

  /** Whether any lane has nothing to spare. */
  private boolean isAnyNear() {
    // Four sums, since one would wait for each addition; no branch a lane.
    double n0 = 0;
    double n1 = 0;
    double n2 = 0;
    double n3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      n0 += lack[i];
      n1 += lack[i + 1];
      n2 += lack[i + 2];
      n3 += lack[i + 3];
    }
    for (; i < count; i++) {
      n0 += lack[i];
    }
    // A lane whose proposal is NaN lacks NaN.
    return !(n0 + n1 + n2 + n3 <= 0);
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
    for (int i = 0; i < count; i++) {
      // 0 where there is a normal number to spare, else positive.
      double left = spare[i] - Double.MIN_NORMAL;
      lack[i] = Math.abs(left) - left;
    }
  }

  /** Chooses a lane's next step; false if there is none, because it ends. */
  private boolean chooseStep(int i) {
    length[i] = Math.min(proposed[i], limits.maxStep());
    double ulp = Math.ulp(now[i]);
    boolean stops = outputPolicy == OutputPolicy.EXACT && outputs.next(i) != now[i];
    double stop = stops ? outputs.next(i) : end;
    double left = Math.abs(stop - now[i]) - length[i];
    // What may be left over: a part of the step, or the rounding of all steps so far.
    double sliver = Math.max(SLIVER * length[i], (verdicts.accepted(i) + 1) * ulp);
    boolean toStop = left <= sliver && (outputPolicy != OutputPolicy.OVERSHOOT || -left <= sliver);
    double shortest = shortest(ulp);
    if (!toStop && length[i] < shortest) {
      verdicts.endTooShort(i, length[i], shortest);
      proposed[i] = 0;
      return false;
    }
    if (verdicts.accepted(i) + verdicts.rejected(i) == limits.maxSteps()) {
      verdicts.endAtLimit(i, Math.abs(end - now[i]), length[i]);
      proposed[i] = 0;
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

  /** The attempt went only so far, which is less than was asked for. */
  void tookOnly(int lane, double shorter) {
    step[lane] = shorter;
    reached[lane] = now[lane] + shorter;
  }

  /** The attempt has no result; whether an inner solve is to blame. */
  boolean failed(int lane, StepAttempt attempt, StepController.Session control) {
    boolean inner = verdicts.failed(lane, step[lane], attempt, control);
    proposed[lane] = Math.abs(step[lane]) * verdicts.factors()[lane];
    return inner;
  }

  /**
   * Decides for each lane whether its step is accepted, and sets the steps of the others to 0.
   *
   * @return how many are accepted
   */
  int judge(StepController.Session control, StepAttempt attempt, RowMask accepted, RowScalar h) {
    boolean alike = verdicts.judge(control, attempt, step, accepted);
    double[] factors = verdicts.factors();
    for (int i = 0; i < count; i++) {
      proposed[i] = Math.abs(step[i]) * factors[i];
    }
    // Only at a stop are steps shorter than they were proposed, if all were judged alike.
    int shorter = alike ? cutCount : count;
    for (int k = 0; k < shorter; k++) {
      int i = alike ? cutLanes[k] : k;
      if (accepted.get(i)) {
        proposed[i] = afterCutStep(i, factors[i]);
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

  /** What to propose after an accepted step that may have been cut short. */
  private double afterCutStep(int i, double factor) {
    double taken = Math.abs(step[i]);
    // Having been cut short says nothing against the length that was proposed.
    return taken < length[i] ? Math.max(taken * factor, length[i]) : length[i] * factor;
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
    // Where nothing cuts a step, only one that was to end at a stop can have reached the end.
    int there = cuts ? count : cutCount;
    for (int k = 0; k < there; k++) {
      int i = cuts ? k : cutLanes[k];
      if (!ends.hasEnded(i)) {
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

  /** How many lanes there are: 1, or one a row. */
  int count() {
    return count;
  }

  /** The ends of those that have ended. */
  LaneEnds ends() {
    return ends;
  }

  /** Their next outputs. */
  OutputCursor outputs() {
    return outputs;
  }

  /** The place of a lane's next output in its step; 1 exactly if it is the step's end. */
  double outputPlace(int lane) {
    return outputs.place(lane, now[lane], step[lane], reached[lane]);
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

  long acceptedSteps() {
    return verdicts.accepted();
  }

  long rejectedSteps() {
    return verdicts.rejected();
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
                    outputs.written(i),
                    verdicts.accepted(i),
                    verdicts.rejected(i)))
        .toList();
  }
}
