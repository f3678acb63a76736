// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * Attention of pairs of sample and head, for one thread. What it has are working arrays; attentions
 * that take turns may share it.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface HeadKernel<A> extends AutoCloseable {

  /**
   * Computes the outputs of pairs {@code from <= pair < to}, and keeps in the arrays what {@link
   * #backward} needs.
   */
  void forward(HeadArrays<A> arrays, int from, int to);

  /** Pulls back the cotangents of pairs {@code from <= pair < to}. */
  void backward(HeadArrays<A> arrays, int from, int to);

  /** Bytes of working arrays. */
  long memory();

  @Override
  void close();
}
