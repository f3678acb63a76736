// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

/**
 * Numbers in native memory, where matrix products find them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public sealed interface NativeArray<A> extends AutoCloseable
    permits Float32NativeArray, Float64NativeArray {

  /** How many numbers. */
  int size();

  /** Copies {@code count} numbers of a heap array, from {@code from} on, to position {@code at}. */
  void put(int at, A source, int from, int count);

  /** Copies {@code count} numbers at position {@code at} into a heap array, from {@code to} on. */
  void get(int at, A target, int to, int count);

  /** Frees the memory; idempotent. No other thread may be using it. */
  @Override
  void close();
}
