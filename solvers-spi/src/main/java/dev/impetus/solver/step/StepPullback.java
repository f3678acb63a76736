// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * Pulls cotangents back through one accepted step {@code y(n), y(n-1), … → y(n+1)} and through the
 * outputs that were interpolated in it. It repeats the step's arithmetic from the accepted states,
 * so nothing of the forward pass but those states has to be kept. Step sizes are treated as
 * constants.
 */
public interface StepPullback {

  /**
   * A backward pass begins: whatever was carried along from the one before, such as a Jacobian or a
   * bound of the curvature, is to be forgotten, as the field's parameters may have changed. After
   * it a gradient has the bits that it has in a new session.
   */
  default void begin() {}

  /**
   * Repeats an accepted step and keeps what {@link #pullback} needs: bit for bit, or where the step
   * solves equations up to the tolerance of their solution.
   *
   * @param trail the accepted states; {@code trail.state(0)} is where the step began
   * @param result the state at the step's end; may be null if the caller does not want it
   */
  void replay(StepTrail trail, StateVector result);

  /**
   * Adds, for the step replayed last, the contribution of its result's cotangent and of its
   * outputs' cotangents to {@code trail.cotangent(k)} and to the parameters.
   *
   * @param trail the accepted states and where their cotangents accumulate
   * @param resultCotangent cotangent of the state at the step's end; not to be changed
   * @param outputs the outputs that were interpolated in this step
   * @param parameterCotangent 1 × parameter count, accumulated; null if not wanted
   */
  void pullback(
      StepTrail trail,
      StateVector resultCotangent,
      Outputs outputs,
      StateVector parameterCotangent);

  /** Outputs that were interpolated in a step, with their cotangents. */
  interface Outputs {
    /** How many. */
    int count();

    /** Place of an output in the step, from 0 to 1. */
    RowScalar theta(int index);

    /** Cotangent of an output, rows × width. */
    StateVector cotangent(int index);
  }
}
