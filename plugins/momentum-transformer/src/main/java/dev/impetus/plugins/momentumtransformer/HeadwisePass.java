// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.RowTask;
import dev.impetus.kernel.RowWorkers;

/** Shares pairs of sample and head over threads, a kernel each. */
final class HeadwisePass<A> implements AttentionPass<A> {

  private final AttentionArithmetic<A> on;
  private final HeadArrays<A> arrays;
  private final RowWorkers workers;
  private final HeadKernels<A> kernels;
  private final boolean ownsKernels;
  private final RowTask forward;
  private final RowTask backward;

  /**
   * A pass.
   *
   * @param ownsKernels whether they are closed with the pass
   */
  HeadwisePass(
      AttentionArithmetic<A> on,
      HeadArrays<A> arrays,
      RowWorkers workers,
      HeadKernels<A> kernels,
      boolean ownsKernels) {
    this.on = on;
    this.arrays = arrays;
    this.workers = workers;
    this.kernels = kernels;
    this.ownsKernels = ownsKernels;
    kernels.reserve(Math.min(workers.threads(), arrays.pairs()));
    // With fewer pairs than threads some workers have no rows, and which have is not the first
    // ones.
    int threads = workers.threads();
    int pairs = arrays.pairs();
    forward =
        (worker, from, to) -> {
          for (int pair = from; pair < to; pair++) {
            kernels.get(slot(worker, pairs, threads)).forward(arrays, pair);
          }
        };
    backward =
        (worker, from, to) -> {
          for (int pair = from; pair < to; pair++) {
            kernels.get(slot(worker, pairs, threads)).backward(arrays, pair);
          }
        };
  }

  private static int slot(int worker, int pairs, int threads) {
    return pairs < threads ? RowWorkers.firstRow(pairs, worker, threads) : worker;
  }

  @Override
  public void forward(A queries, A keys, A values, int[] lengths, A out) {
    forward(queries, keys, values, lengths, out, false);
  }

  @Override
  public void forwardPacked(A queries, A keys, A values, int[] lengths, A out) {
    forward(queries, keys, values, lengths, out, true);
  }

  private void forward(A queries, A keys, A values, int[] lengths, A out, boolean packed) {
    AttentionShape shape = arrays.shape();
    check("queries", queries, shape.keyNumbers());
    check("keys", keys, shape.keyNumbers());
    check("values", values, shape.valueNumbers());
    check("outputs", out, shape.valueNumbers());
    if (lengths != null && lengths.length != shape.samples()) {
      throw new IllegalArgumentException(
          lengths.length + " lengths for " + shape.samples() + " samples");
    }
    for (int i = 0; lengths != null && i < lengths.length; i++) {
      if (lengths[i] < 0 || lengths[i] > shape.length()) {
        throw new IllegalArgumentException(
            "sample %d has %d real tokens of %d".formatted(i, lengths[i], shape.length()));
      }
    }
    arrays.set(queries, keys, values, lengths, out, packed);
    workers.run(arrays.pairs(), forward);
  }

  @Override
  public void backward(A outCotangent, A queryCotangent, A keyCotangent, A valueCotangent) {
    if (!arrays.isSet()) {
      throw new IllegalStateException("backward before forward");
    }
    AttentionShape shape = arrays.shape();
    check("output cotangents", outCotangent, shape.valueNumbers());
    check("query cotangents", queryCotangent, shape.keyNumbers());
    check("key cotangents", keyCotangent, shape.keyNumbers());
    check("value cotangents", valueCotangent, shape.valueNumbers());
    arrays.setCotangents(outCotangent, queryCotangent, keyCotangent, valueCotangent);
    workers.run(arrays.pairs(), backward);
  }

  /** Arrays may be longer than needed: callers that share one for several shapes. */
  private void check(String what, A array, int count) {
    if (on.length(array) < count) {
      throw new IllegalArgumentException(
          "%s have %d numbers instead of %d".formatted(what, on.length(array), count));
    }
  }

  @Override
  public long memory() {
    return arrays.keptBytes() + kernels.memory();
  }

  @Override
  public void close() {
    if (ownsKernels) {
      kernels.close();
    }
  }
}
