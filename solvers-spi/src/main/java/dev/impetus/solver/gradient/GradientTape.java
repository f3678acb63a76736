// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StageStore;
import dev.impetus.solver.step.StepAttempt;
import java.util.Optional;

/**
 * What a {@link GradientMode} records while the driver solves, and the pullback afterwards. The
 * driver calls {@link #begin} once, {@link #accepted} for each accepted step and {@link #output}
 * for each output that lies in it, in the order of time; then the caller may call {@link
 * #pullback}, any number of times.
 */
public interface GradientTape {

  /**
   * Where the stepper is to evaluate the stages of its steps so that this tape finds them again;
   * empty if it needs no stages.
   */
  default Optional<StageStore> stages() {
    return Optional.empty();
  }

  /** A new solve begins at this time and state; what was recorded before is forgotten. */
  void begin(RowScalar t0, StateVector y0, double[] outputTimes);

  /**
   * A step was accepted.
   *
   * @param t its beginning
   * @param h its length
   * @param y the state at its beginning; copy it if it is kept
   * @param rows the rows that took it
   * @param attempt the step; not to be kept
   */
  void accepted(RowScalar t, RowScalar h, StateVector y, RowMask rows, StepAttempt attempt);

  /**
   * An output was written in the step accepted last; before the first step, the output is the
   * initial state.
   *
   * @param index index of the output
   * @param theta its place in that step; exactly 1 if it is the step's result, not an interpolated
   *     value
   * @param state the output's state
   */
  void output(int index, RowScalar theta, StateVector state);

  /**
   * Outputs of rows that have their own steps were written in the step accepted last, at most one a
   * row; a row with several is named in several calls.
   *
   * @param indices for each row the index of its output; -1 for none
   * @param theta for each row the output's place in that row's step, as in {@link #output}
   * @param states the outputs' states, each in its row
   */
  default void outputs(int[] indices, RowScalar theta, StateVector states) {
    throw new UnsupportedOperationException("this tape records common steps only");
  }

  /**
   * Why no step more can be recorded, in one sentence with values; empty if one can. Asked after
   * each accepted step and its outputs; a sentence ends the solve with {@link
   * dev.impetus.solver.SolveStatus#STORAGE_LIMIT}.
   */
  default Optional<String> whyFull() {
    return Optional.empty();
  }

  /**
   * Pulls the cotangents of the outputs back to the initial state and the parameters.
   *
   * @param outputCotangents one an output, rows × width; null entries count as zero
   * @param initialCotangent overwritten with the cotangent of the initial state, rows × width
   * @param parameterCotangent accumulated, 1 × parameter count; null if not wanted
   * @return the work of the backward pass alone
   */
  SolveStatistics pullback(
      StateVector[] outputCotangents, StateVector initialCotangent, StateVector parameterCotangent);
}
