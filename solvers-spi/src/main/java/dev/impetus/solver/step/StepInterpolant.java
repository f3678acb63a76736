// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/** The interpolant of one step, kept for dense output. */
@FunctionalInterface
public interface StepInterpolant {

  /**
   * Writes the state at {@code t + theta · h} of its step.
   *
   * @param theta place in the step, from 0 to 1
   * @param out the interpolated state
   */
  void interpolate(RowScalar theta, StateVector out);
}
