// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * What a recurrent cell does elementwise: from pre-activations and the previous state to the next
 * state, and back. Arrays hold {@code hidden × rows} numbers, those of one unit together; the first
 * state is the hidden state h.
 */
interface Cell<A> {

  /** States beside the hidden one: 1 for an LSTM with its memory c, else 0. */
  int memories();

  /**
   * Computes the next state.
   *
   * @param gates pre-activations, a block each; replaced by what {@link #backward} needs
   * @param previous the states before
   * @param next the states after
   */
  void forward(A[] gates, A[] previous, A[] next);

  /**
   * Pulls back cotangents of the next states.
   *
   * @param gates what {@link #forward} left
   * @param cotangents of {@code next}; may be changed
   * @param gateCotangents overwritten with those of the pre-activations
   * @param previousCotangents overwritten with those of {@code previous} that do not come through
   *     the pre-activations
   */
  void backward(
      A[] gates,
      A[] previous,
      A[] next,
      A[] cotangents,
      A[] gateCotangents,
      A[] previousCotangents);
}
