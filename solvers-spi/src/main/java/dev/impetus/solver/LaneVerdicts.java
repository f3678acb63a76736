// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.control.StepController;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.step.StepAttempt;
import java.util.Arrays;

/**
 * What the controller says of each lane's attempts: whether they are accepted, how the next ones
 * are to differ in length, and why a lane must be given up.
 */
final class LaneVerdicts {

  /** How a lane's latest attempt went. */
  private static final byte INACCURATE = 0;

  private static final byte ACCEPTED = 1;
  private static final byte FAILED = 2;

  private final int count;
  private final LaneEnds ends;
  private final RowScalar errorRatio;

  /** The accepted steps less the rounds in which all were judged together: few change in those. */
  private final long[] acceptedBesides;

  private final long[] rejectedSteps;
  private final byte[] latest;

  /** The step of a lane's latest attempt that was not accepted. */
  private final double[] tried;

  private final StepFailure[] failures;
  private final int[] good;
  private final double[] factors;
  private long judgedTogether;

  /**
   * Verdicts on the lanes that end there.
   *
   * @param errorRatio where the errors of an attempt are measured, one a lane
   */
  LaneVerdicts(LaneEnds ends, RowScalar errorRatio) {
    this.ends = ends;
    this.errorRatio = errorRatio;
    count = errorRatio.size();
    acceptedBesides = new long[count];
    rejectedSteps = new long[count];
    latest = new byte[count];
    tried = new double[count];
    good = new int[count];
    factors = new double[count];
    failures = new StepFailure[count];
    Arrays.setAll(failures, i -> new StepFailure());
  }

  /** Begins a solve. */
  void clear() {
    Arrays.fill(acceptedBesides, 0);
    judgedTogether = 0;
    Arrays.fill(rejectedSteps, 0);
    Arrays.fill(latest, ACCEPTED);
  }

  /**
   * A lane's attempt has no result.
   *
   * @param step the step that was tried
   * @return whether an inner solve is to blame
   */
  boolean failed(int lane, double step, StepAttempt attempt, StepController.Session control) {
    failures[lane].take(attempt);
    tryShorter(lane, step, control);
    return failures[lane].isInner();
  }

  /** Asks for a shorter step, or ends the lane if the controller will not try again. */
  private void tryShorter(int lane, double step, StepController.Session control) {
    StepFailure failure = failures[lane];
    latest[lane] = FAILED;
    tried[lane] = step;
    rejectedSteps[lane]++;
    factors[lane] = control.factorAfterFailure(lane);
    if (factors[lane] >= 1) {
      factors[lane] = 0;
      ends.end(lane, failure.status(), failure.row(), failure.why(step));
    }
  }

  /**
   * Decides for each lane whether its step is accepted.
   *
   * @param steps the steps that were tried
   * @param accepted overwritten
   * @return whether all lanes were judged alike, since none is broken and no step is other than it
   *     was asked for
   */
  boolean judge(
      StepController.Session control, StepAttempt attempt, double[] steps, RowMask accepted) {
    int broken = attempt.result().firstNonFiniteRow();
    if (count > 1 && attempt.isPlain() && broken < 0 && errorRatio.isFinite()) {
      judgeTogether(control, attempt.errorOrder(), steps, accepted);
      return true;
    }
    for (int i = 0; i < count; i++) {
      if (ends.hasEnded(i)) {
        factors[i] = 0;
        accepted.set(i, false);
      } else {
        accepted.set(i, judge(i, control, attempt, steps[i], broken));
      }
    }
    return false;
  }

  private void judgeTogether(
      StepController.Session control, int errorOrder, double[] steps, RowMask accepted) {
    control.judge(errorRatio, errorOrder, good, factors);
    ends.silence(good);
    accepted.set(good);
    Arrays.fill(latest, ACCEPTED);
    judgedTogether++;
    int[] others = accepted.others();
    int otherCount = accepted.otherCount();
    for (int k = 0; k < otherCount; k++) {
      acceptedBesides[others[k]]--;
      rejectedSteps[others[k]] += ends.running(others[k]);
      latest[others[k]] = INACCURATE;
      tried[others[k]] = steps[others[k]];
    }
  }

  private boolean judge(
      int i, StepController.Session control, StepAttempt attempt, double step, int broken) {
    double ratio = errorRatio.get(i);
    int row = broken < 0 && Double.isFinite(ratio) ? -1 : brokenRow(i, attempt, broken);
    if (row >= 0) {
      failures[i].clear();
      failures[i].foundNonFinite(row);
      tryShorter(i, step, control);
      return false;
    }
    boolean accepts = control.accepts(ratio);
    factors[i] =
        control.factor(i, ratio, accepts, attempt.errorOrder(i), attempt.proposedFactor(i));
    if (accepts) {
      acceptedBesides[i]++;
      latest[i] = ACCEPTED;
    } else {
      rejectedSteps[i]++;
      latest[i] = INACCURATE;
      tried[i] = step;
    }
    return accepts;
  }

  /** The row of a lane in which the attempt is not finite; -1 if there is none. */
  private int brokenRow(int lane, StepAttempt attempt, int broken) {
    boolean finite = Double.isFinite(errorRatio.get(lane));
    if (ends.areOfRows()) {
      return finite && attempt.result().isFinite(lane) ? -1 : lane;
    }
    return broken >= 0 || finite ? broken : Math.max(attempt.error().firstNonFiniteRow(), 0);
  }

  /** By how much each lane's next step is to differ from its latest; 0 where it has ended. */
  double[] factors() {
    return factors;
  }

  /** Ends a lane whose next step would be too short. */
  void endTooShort(int lane, double next, double shortest) {
    StepFailure failure = failure(lane);
    String why = failure.whyTooShort(tried[lane], errorRatio.get(lane), next, shortest);
    ends.end(lane, failure.status(), failure.row(), why);
  }

  /** Ends a lane that has used up its steps. */
  void endAtLimit(int lane, double left, double next) {
    String why =
        accepted(lane)
            + " accepted and "
            + rejectedSteps[lane]
            + " rejected steps are all that it was allowed; "
            + left
            + " was left, and the next step would have been "
            + next;
    ends.end(lane, SolveStatus.STEP_LIMIT, failure(lane).row(), why);
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

  long accepted(int lane) {
    return acceptedBesides[lane] + judgedTogether;
  }

  long rejected(int lane) {
    return rejectedSteps[lane];
  }

  /** The accepted steps of all lanes. */
  long accepted() {
    return sum(acceptedBesides) + count * judgedTogether;
  }

  /** The rejected ones. */
  long rejected() {
    return sum(rejectedSteps);
  }

  private static long sum(long[] numbers) {
    long sum = 0;
    for (long number : numbers) {
      sum += number;
    }
    return sum;
  }
}
