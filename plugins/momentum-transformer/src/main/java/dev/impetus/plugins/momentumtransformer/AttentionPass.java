// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * Attention of one layer over a batch, all heads of all samples, and its vector–Jacobian product.
 * Pairs of sample and head are shared over threads; results do not depend on how many. For one
 * caller at a time. No call allocates an array, and none has a size of L × L.
 *
 * <p>Arrays are row-major with a row for each token, sample after sample: queries and keys (n·L) ×
 * (H·E), values and outputs (n·L) × (H·M). A feature map is applied inside.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface AttentionPass<A> extends AutoCloseable {

  /**
   * Computes the outputs. Keys behind a sample's real tokens contribute nothing, and outputs there
   * are 0. All five arrays are kept until {@link #backward}, which reads them again: they must not
   * change before it.
   *
   * @param queries (n·L) × (H·E)
   * @param keys (n·L) × (H·E)
   * @param values (n·L) × (H·M)
   * @param lengths real tokens of each sample, at the beginning, 0 to L; null if all are real
   * @param out (n·L) × (H·M), written
   */
  void forward(A queries, A keys, A values, int[] lengths, A out);

  /**
   * As {@link #forward}, but without rows of padding in any of the arrays, nor in those of the next
   * {@link #backward}: a sample's tokens follow directly on the real ones of the sample before.
   * Rows behind those of the last sample are neither read nor written. L is the same as ever, so
   * that outputs are, too.
   */
  void forwardPacked(A queries, A keys, A values, int[] lengths, A out);

  /**
   * Pulls back a cotangent of the outputs of the last {@link #forward} or {@link #forwardPacked}.
   * Writes, does not add; cotangents of padding are 0. The outputs may share no array with the
   * inputs. Shapes are those of what the cotangents are of.
   */
  void backward(A outCotangent, A queryCotangent, A keyCotangent, A valueCotangent);

  /**
   * Bytes of what is kept from forward to backward, of tables and of working arrays; without the
   * caller's arrays, and without some tens of KiB a thread that exponentials and loops work with.
   */
  long memory();

  /** Frees native memory; idempotent. */
  @Override
  void close();
}
