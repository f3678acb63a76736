// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * What a linear attention keeps from forward to backward: for each pair the normaliser of every
 * token and the state before every chunk.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class LinearMemory<A> {

  final A[] states;
  final A[] normalizers;
  private final long bytes;

  LinearMemory(AttentionArithmetic<A> on, int pairs, int length, int statesNumbers) {
    states = on.zeros(pairs, statesNumbers);
    normalizers = on.zeros(pairs, length);
    bytes = (long) pairs * (statesNumbers + length) * on.bytes();
  }

  long bytes() {
    return bytes;
  }
}
