// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.state.StateVector;

/**
 * Where a {@link Stepper} writes the outcome of an attempt. The driver owns it, resets it before
 * each attempt and reuses it.
 */
public final class StepAttempt {

  private final StateVector result;
  private final StateVector error;
  private int errorOrder;
  private StepOutcome outcome = StepOutcome.OK;
  private int failedRow = -1;
  private long innerIterations;

  /**
   * A place for attempts of a method.
   *
   * @param result vector for the new state
   * @param error vector for the error estimate; null if the method has none
   * @param errorOrder order of the estimate unless the stepper sets another
   */
  public StepAttempt(StateVector result, StateVector error, int errorOrder) {
    this.result = result;
    this.error = error;
    this.errorOrder = errorOrder;
  }

  /** Clears outcome and counts. */
  public void reset(int defaultErrorOrder) {
    errorOrder = defaultErrorOrder;
    outcome = StepOutcome.OK;
    failedRow = -1;
    innerIterations = 0;
  }

  /** The new state; the stepper writes every number unless it reports a failure. */
  public StateVector result() {
    return result;
  }

  /**
   * The error estimate in the units of the state, {@code h} included; null if the method has none.
   */
  public StateVector error() {
    return error;
  }

  /** The order that the error estimate of this attempt has; see {@link MethodInfo#errorOrder()}. */
  public int errorOrder() {
    return errorOrder;
  }

  /** Set by methods of variable order. */
  public void setErrorOrder(int order) {
    errorOrder = order;
  }

  /** How it ended. */
  public StepOutcome outcome() {
    return outcome;
  }

  /** The row that failed first; -1 if none did or if the failure has no row. */
  public int failedRow() {
    return failedRow;
  }

  /**
   * Reports a failure: the step has no result and is to be tried again, shorter.
   *
   * @param row the row that failed; -1 for all
   */
  public void fail(StepOutcome failure, int row) {
    if (failure == StepOutcome.OK) {
      throw new IllegalArgumentException("OK is not a failure");
    }
    outcome = failure;
    failedRow = row;
  }

  /** Inner iterations that this attempt took. */
  public long innerIterations() {
    return innerIterations;
  }

  /** Counts inner iterations. */
  public void addInnerIterations(long iterations) {
    innerIterations += iterations;
  }
}
