// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * Where a {@link Stepper} writes the outcome of an attempt. The driver owns it, resets it before
 * each attempt and reuses it. An index is 0, or the row where each row has its own step.
 */
public final class StepAttempt {

  private final StateVector result;
  private final StateVector error;
  private final int[] errorOrders;
  private final int[] formulas;
  private final double[] proposedFactors;
  private final double[] taken;

  /** Whether the arrays hold what most methods leave in them. */
  private boolean isPlain;

  private StepOutcome outcome = StepOutcome.OK;
  private int failedRow = -1;
  private long innerIterations;

  /** A place for attempts with one step for all rows. */
  public StepAttempt(StateVector result, StateVector error, int errorOrder) {
    this(result, error, errorOrder, 1);
  }

  /**
   * A place for attempts of a method.
   *
   * @param result vector for the new state
   * @param error vector for the error estimate; null if the method has none
   * @param errorOrder order of the estimate unless the stepper sets another
   * @param size 1, or the number of rows where each has its own step
   */
  public StepAttempt(StateVector result, StateVector error, int errorOrder, int size) {
    this.result = result;
    this.error = error;
    errorOrders = new int[size];
    formulas = new int[size];
    proposedFactors = new double[size];
    taken = new double[size];
    isPlain = false;
    reset(errorOrder);
  }

  /** Clears outcome and counts. */
  public void reset(int defaultErrorOrder) {
    if (!isPlain || errorOrders[0] != defaultErrorOrder) {
      Arrays.fill(errorOrders, defaultErrorOrder);
      Arrays.fill(formulas, 0);
      Arrays.fill(proposedFactors, Double.NaN);
      Arrays.fill(taken, Double.NaN);
      isPlain = true;
    }
    outcome = StepOutcome.OK;
    failedRow = -1;
    innerIterations = 0;
  }

  /**
   * Whether the stepper left orders, formulas, proposals and steps as they were set for it, the
   * same at all indices: most methods.
   */
  public boolean isPlain() {
    return isPlain;
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
    return errorOrders[0];
  }

  /** {@link #errorOrder()} of one index. */
  public int errorOrder(int index) {
    return errorOrders[index];
  }

  /** Set by methods of variable order. */
  public void setErrorOrder(int order) {
    isPlain = false;
    Arrays.fill(errorOrders, order);
  }

  /** {@link #setErrorOrder(int)} of one index. */
  public void setErrorOrder(int index, int order) {
    isPlain = false;
    errorOrders[index] = order;
  }

  /**
   * Which of its formulas the method used, as a number of its own that its {@link StepPullback}
   * understands: the order of a multistep method. 0 unless set.
   */
  public int formula(int index) {
    return formulas[index];
  }

  /** Set by methods that have more than one formula. */
  public void setFormula(int index, int formula) {
    isPlain = false;
    formulas[index] = formula;
  }

  /**
   * The factor by which the method itself wants its next step to differ if this attempt is
   * accepted; NaN leaves it to the controller.
   */
  public double proposedFactor(int index) {
    return proposedFactors[index];
  }

  /**
   * Set by methods that choose step and order together and that keep the step where changing it
   * does not pay.
   */
  public void proposeFactor(int index, double factor) {
    isPlain = false;
    proposedFactors[index] = factor;
  }

  /** The step that was taken instead of the one asked for; NaN if it was that. */
  public double taken(int index) {
    return taken[index];
  }

  /**
   * Set by methods that choose their own steps: result, error and interpolant belong to this step,
   * which has the direction of the one asked for and is shorter.
   */
  public void take(int index, double step) {
    taken[index] = step;
    isPlain = false;
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
