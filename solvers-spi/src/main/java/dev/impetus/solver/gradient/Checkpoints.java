// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.state.StateVector;

/**
 * Which accepted states are kept while a solve runs forwards, and how the others are found again
 * when the backward pass comes to them, from the last step to the first.
 */
interface Checkpoints {

  /** Repeats accepted steps. */
  @FunctionalInterface
  interface Replay {
    /** Takes step {@code n} again. */
    void step(int n, StateVector from, StateVector to);
  }

  /** A new solve begins. */
  void clear();

  /** The state at the beginning of step {@code n}; steps come in their order. Copied if kept. */
  void offer(int n, StateVector state);

  /** A backward pass begins. */
  void beginBackwards();

  /** Finds the state at the beginning of step {@code n}, computing it again if it was not kept. */
  StateVector reach(int n, Replay replay);

  /**
   * A state that is at hand while the pass stands at an earlier step no further away than a
   * method's history, or at the step just before; null if it is not.
   */
  StateVector atHand(int n);
}
