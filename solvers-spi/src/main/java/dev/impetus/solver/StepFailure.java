// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepOutcome;

/** How the latest attempt went, and what is said about it when the solve must be given up. */
final class StepFailure {

  private StepOutcome outcome = StepOutcome.OK;
  private boolean nonFinite;
  private boolean inaccurate;
  private int row = -1;

  void clear() {
    outcome = StepOutcome.OK;
    nonFinite = false;
    inaccurate = false;
    row = -1;
  }

  /** Takes over what the stepper reported. */
  void take(StepAttempt attempt) {
    outcome = attempt.outcome();
    nonFinite = false;
    inaccurate = false;
    row = attempt.failedRow();
  }

  /** The attempt gave a NaN or an infinity in this row. */
  void foundNonFinite(int brokenRow) {
    nonFinite = true;
    row = brokenRow;
  }

  /** The attempt has a result, whose error is too large. */
  void foundInaccurate() {
    inaccurate = true;
  }

  /** Whether the attempt has no usable result. */
  boolean isFailure() {
    return nonFinite || outcome != StepOutcome.OK;
  }

  /** Whether an inner solve is to blame. */
  boolean isInner() {
    return outcome == StepOutcome.INNER_DIVERGED
        || outcome == StepOutcome.INNER_NOT_CONVERGED
        || outcome == StepOutcome.LINEAR_SOLVE_FAILED;
  }

  int row() {
    return row;
  }

  SolveStatus status() {
    if (isInner()) {
      return SolveStatus.INNER_SOLVER_FAILED;
    }
    if (outcome == StepOutcome.WORK_LIMIT) {
      return SolveStatus.STEP_LIMIT;
    }
    if (outcome == StepOutcome.STEP_TOO_SHORT) {
      return SolveStatus.STEP_SIZE_UNDERFLOW;
    }
    return isFailure() ? SolveStatus.NON_FINITE_STATE : SolveStatus.STEP_SIZE_UNDERFLOW;
  }

  /** Why a step had no result. */
  String why(double h) {
    String step = "a step of " + h;
    return switch (outcome) {
      case OK -> step + " gave a NaN or an infinity";
      case INNER_DIVERGED -> "the inner iteration of " + step + " diverged";
      case INNER_NOT_CONVERGED -> "the inner iteration of " + step + " did not converge";
      case LINEAR_SOLVE_FAILED -> "the linear solve of " + step + " failed";
      case OUT_OF_DOMAIN -> step + " left the domain of the field";
      case STEP_TOO_SHORT -> step + " would have to be made of too short ones";
      case WORK_LIMIT -> step + " took more work than it may";
    };
  }

  /**
   * Why the next step would be too short.
   *
   * @param h the latest step that was not accepted, if any was tried
   * @param errorRatio its error relative to the tolerances, if it was too large
   */
  String whyTooShort(double h, double errorRatio, double next, double shortest) {
    String tooShort = "the next step of " + next + " would be shorter than " + shortest;
    if (isFailure()) {
      return why(h) + ", and " + tooShort;
    }
    return inaccurate
        ? "the error of a step of " + h + " was " + errorRatio + " times too large, and " + tooShort
        : tooShort + ", the shortest that the limits or the resolution of time allow";
  }
}
