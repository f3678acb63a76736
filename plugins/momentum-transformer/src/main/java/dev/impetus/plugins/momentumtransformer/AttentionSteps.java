// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * The recurrent form of a causal attention: one token of every row at a time, equal to the parallel
 * form up to rounding. For one thread.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface AttentionSteps<A> extends AutoCloseable {

  /** Forgets all tokens. */
  void reset();

  /**
   * Reads the next token of every row.
   *
   * @param queries rows × (H·E)
   * @param keys rows × (H·E)
   * @param values rows × (H·M)
   * @param out rows × (H·M), written
   */
  void step(A queries, A keys, A values, A out);

  /** Bytes of what it remembers of the tokens so far; constant unless attention is softmax. */
  long memory();

  /** Tokens that can be read after a reset. */
  long limit();

  /** Frees native memory; idempotent. */
  @Override
  void close();
}
