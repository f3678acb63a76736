// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** Attention of one head of one sample after another, for one thread. */
interface HeadKernel extends AutoCloseable {

  /** Computes a pair's outputs, and keeps what {@link #backward} needs. */
  void forward(int pair);

  /** Pulls back a pair's cotangents. */
  void backward(int pair);

  /** Bytes of working arrays. */
  long memory();

  @Override
  void close();
}
