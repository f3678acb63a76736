// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * The accepted steps as seen from the beginning of one of them. Index 0 is that step's own
 * beginning, 1 the accepted state before it, and so on, up to {@link #available()} - 1.
 */
public interface StepTrail {

  /** How many states can be asked for: at least 1, at most the method's history length plus 1. */
  int available();

  /** How many steps were accepted before this one since the solve began. */
  int index();

  /**
   * The number that the stepper gave with {@link StepAttempt#setFormula} when it took this step.
   */
  int formula(int index);

  /**
   * The accepted state at the end of this step; null if it is not known. An implicit method that
   * has it need not solve for it again.
   */
  StateVector end();

  /** Time of an accepted state. */
  RowScalar time(int back);

  /** The step that was taken from that state. */
  RowScalar step(int back);

  /** The accepted state; not to be changed. */
  StateVector state(int back);

  /** Where that state's cotangent accumulates. */
  StateVector cotangent(int back);
}
