// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

/** How a solve ended. */
public enum SolveStatus {
  /** It reached the last output time. */
  REACHED_END("", true),
  /** A terminal event stopped it. */
  STOPPED_BY_EVENT("", true),
  /** It used up its steps. */
  STEP_LIMIT(
      "raise max-steps, loosen the tolerances, or take a stiff solver if the steps became tiny",
      false),
  /** Its gradient mode may keep no more of it. */
  STORAGE_LIMIT(
      "raise storage-limit, loosen the tolerances, or take the discrete gradient, which keeps a state a"
          + " step, or with checkpoints as few as you say",
      false),
  /** The step fell below the resolution of time or the given minimum. */
  STEP_SIZE_UNDERFLOW(
      "the solution may be singular or stiff there: loosen the tolerances, use float64, or take a stiff"
          + " solver",
      false),
  /** The inner solver of an implicit method failed at the smallest step. */
  INNER_SOLVER_FAILED(
      "allow more inner iterations, loosen the inner tolerance, or take another inner solver",
      false),
  /** The field or the state became NaN or infinite and smaller steps did not help. */
  NON_FINITE_STATE(
      "the field blows up there: bound it (a smooth saturation), shorten the interval, or check the"
          + " parameters and the data for NaN",
      false);

  private final String advice;
  private final boolean success;

  SolveStatus(String advice, boolean success) {
    this.advice = advice;
    this.success = success;
  }

  /** What to do about it; empty for a success. */
  public String advice() {
    return advice;
  }

  /** Whether the solution is complete. */
  public boolean isSuccess() {
    return success;
  }
}
