// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * Takes the steps of one solve. The driver's order of calls is
 *
 * <pre>{@code
 * start
 * repeat: attempt, then either nothing (all rows rejected; the next attempt has a smaller step)
 *         or interpolate/capture any number of times, then commit
 * start again after a discontinuity or when the state was changed from outside
 * }</pre>
 *
 * <p>An attempt leaves the committed history untouched, so that a rejected attempt needs no
 * undoing: forget is enough. Where rows have their own steps, {@code commit} names those that were
 * accepted, and the history of the others stays. A row that has reached its end is given the step 0
 * and never accepted.
 */
public interface Stepper {

  /**
   * Begins, or begins anew without history.
   *
   * @param t time of the state
   * @param y the state
   * @param slope {@code f(t, y)}, already evaluated; copy it if it is kept
   */
  void start(RowScalar t, StateVector y, StateVector slope);

  /**
   * Tries a step from {@code (t, y)} to {@code t + h} and writes the outcome. A failure (an inner
   * solver that diverges, a value out of the field's domain) is reported in {@code result}, not
   * thrown.
   *
   * @param t current time
   * @param y current state; not to be changed
   * @param h step, negative for integration backwards
   * @param result where the new state, the error estimate and the outcome go
   */
  void attempt(RowScalar t, StateVector y, RowScalar h, StepAttempt result);

  /**
   * The state inside the latest attempt, at {@code t + theta · h}. Valid until {@link #commit} or
   * the next attempt.
   *
   * @param theta place in the step, from 0 to 1
   * @param out the interpolated state
   */
  void interpolate(RowScalar theta, StateVector out);

  /**
   * The state inside the latest attempt in some rows, each at a place of its own; the other rows of
   * {@code out} may be written or not.
   *
   * @param theta place in the step, from 0 to 1, one a row
   * @param rows the rows that are wanted
   * @param count how many they are
   * @param out the interpolated state
   */
  default void interpolate(RowScalar theta, int[] rows, int count, StateVector out) {
    interpolate(theta, out);
  }

  /**
   * A copy of the latest attempt's interpolant that outlives the attempt. Valid when interpolate
   * is.
   */
  StepInterpolant capture();

  /** The driver has accepted the latest attempt for these rows, which now stand at its end. */
  void commit(RowMask accepted);
}
