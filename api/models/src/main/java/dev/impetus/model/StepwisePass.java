// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model;

import dev.impetus.solver.state.StateVector;

/**
 * The recurrent twin of a causal sequence model: reads one step of each row's sequence at a time
 * and predicts what {@link ModelPass#forward} predicts for that step, up to rounding, without
 * reading again what came before. This is how text is generated. Its random regularisation is off.
 * For one thread; several may be alive.
 */
public interface StepwisePass {

  /** Rows that go along, each with a sequence of its own. */
  int rows();

  /** Forgets all that was read: the next step is the first. */
  void reset();

  /**
   * Reads the next step of every row.
   *
   * @param inputs rows × numbers of one step of the field {@code inputs}: a token id or features
   * @return rows × numbers of one step of the prediction; this pass's own, valid until the next
   *     step
   * @throws dev.impetus.api.error.ImpetusException of kind CONFIGURATION if {@link #limit} steps
   *     were read
   */
  StateVector step(StateVector inputs);

  /** Steps that can be read after a reset: more than any sequence has, where nothing bounds it. */
  default long limit() {
    return Long.MAX_VALUE;
  }

  /**
   * Steps after a reset for which the model was trained, at least 1: what it predicts for later
   * ones follows from nothing that it learnt. Whoever goes on for longer resets the pass and reads
   * the last steps again. More than any sequence has, where that does not matter, as for recurrent
   * nets.
   */
  default long horizon() {
    return Long.MAX_VALUE;
  }

  /**
   * Bytes of what it remembers of the steps so far, all rows together, the parameters apart.
   * Constant where the state has a fixed size; growing with the steps where all of them are kept.
   */
  long memory();
}
