// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * How inputs enter the pre-activations of a cell: at once, with momentum, with adaptive steps. A
 * drive has a state of its own that runs along the sequence; that of step k is kept in slot k + 1,
 * slot 0 being where a segment begins.
 *
 * <p>Feature arrays hold {@code features × rows} numbers and end with a row of ones.
 */
interface Drive<A> {

  /**
   * Goes to the beginning of sequences.
   *
   * @param masked whether rows may hold their state at some steps
   */
  void begin(boolean masked);

  /** Goes on in slot 0 from the state in {@code slot}. */
  void continueFrom(int slot);

  /** Numbers of the state. */
  int stateSize();

  /** Copies the state in slot 0, for {@link #restore}. */
  A[] snapshot();

  /** Sets slot 0. */
  void restore(A[] snapshot);

  /**
   * Computes the pre-activations of a step.
   *
   * @param slot the step within its segment
   * @param step the step within the sequence, in the order of the scan
   * @param x inputs
   * @param h previous hidden state
   * @param mask 1 for rows whose state goes on and 0 for rows that hold it, repeated for every
   *     feature; null if all go on
   * @param gates a block each
   */
  void forward(int slot, int step, A x, A h, A mask, A[] gates);

  /** Begins to pull back. */
  void beginBackward();

  /** Lets no cotangent of the drive's own state go further back. */
  void cutBackward();

  /**
   * Pulls back the cotangents of a step's pre-activations; called for descending steps.
   *
   * @param gateCotangents a block each
   * @param hCotangent added to
   * @param xCotangent added to; null if nobody wants it
   */
  void backward(
      int slot, int step, A x, A h, A mask, A[] gateCotangents, A hCotangent, A xCotangent);

  /** Cotangents of the drive's own learnt scalars since {@link #beginBackward}, in their order. */
  double[] scalarCotangents();

  /** The products, which gather the cotangent of the packed matrix. */
  StepProducts<A> products();
}
