// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A kernel for each thread. They serve every attention of the same heads and length, the layers of
 * a model, say, as long as those take turns.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class HeadKernels<A> implements AutoCloseable {

  private final List<HeadKernel<A>> kernels = new ArrayList<>();
  private final Supplier<HeadKernel<A>> newKernel;
  private final int stateNumbers;
  private final long sharedBytes;

  /**
   * None so far.
   *
   * @param stateNumbers numbers that a kernel keeps of a pair beside the normalisers
   * @param sharedBytes of tables that all kernels read
   */
  HeadKernels(Supplier<HeadKernel<A>> newKernel, int stateNumbers, long sharedBytes) {
    this.newKernel = newKernel;
    this.stateNumbers = stateNumbers;
    this.sharedBytes = sharedBytes;
  }

  int stateNumbers() {
    return stateNumbers;
  }

  /** Makes kernels until there are so many. */
  void reserve(int count) {
    while (kernels.size() < count) {
      kernels.add(newKernel.get());
    }
  }

  int count() {
    return kernels.size();
  }

  HeadKernel<A> get(int slot) {
    return kernels.get(slot);
  }

  /** Bytes of all working arrays and tables. */
  long memory() {
    return sharedBytes + kernels.stream().mapToLong(HeadKernel::memory).sum();
  }

  @Override
  public void close() {
    kernels.forEach(HeadKernel::close);
  }
}
