// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * Attention of one head of one sample after another, for one thread. What it has are working
 * arrays; attentions that take turns may share it.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface HeadKernel<A> extends AutoCloseable {

  /** Computes a pair's outputs, and keeps in the arrays what {@link #backward} needs. */
  void forward(HeadArrays<A> arrays, int pair);

  /** Pulls back a pair's cotangents. */
  void backward(HeadArrays<A> arrays, int pair);

  /** Bytes of working arrays. */
  long memory();

  @Override
  void close();
}
