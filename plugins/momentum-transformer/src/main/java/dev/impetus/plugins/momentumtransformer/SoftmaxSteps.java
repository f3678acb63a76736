// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * Causal softmax attention token by token, with all keys and values of before: each number of a
 * head is an array over the tokens, so that loops are long.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class SoftmaxSteps<A> implements AttentionSteps<A> {

  private static final int FIRST_CAPACITY = 64;

  /** Arrays have no more numbers. */
  private static final int LARGEST_CAPACITY = 1 << 30;

  private final AttentionArithmetic<A> on;
  private final int pairs;
  private final int keys;
  private final int values;
  private final A[] keyHistory;
  private final A[] valueHistory;
  private A weights;
  private A products;
  private A work;
  private int capacity = FIRST_CAPACITY;
  private int tokens;

  SoftmaxSteps(AttentionArithmetic<A> on, int pairs, int keys, int values) {
    this.on = on;
    this.pairs = pairs;
    this.keys = keys;
    this.values = values;
    keyHistory = on.zeros(pairs * keys, capacity);
    valueHistory = on.zeros(pairs * values, capacity);
    newWorkingArrays();
  }

  private void newWorkingArrays() {
    weights = on.zeros(capacity);
    products = on.zeros(capacity);
    work = on.zeros(capacity);
  }

  @Override
  public void reset() {
    tokens = 0;
  }

  @Override
  public void step(A queries, A newKeys, A newValues, A out) {
    if (tokens == capacity) {
      grow();
    }
    append(newKeys, keyHistory);
    append(newValues, valueHistory);
    tokens++;
    double scale = 1 / Math.sqrt(keys);
    for (int pair = 0; pair < pairs; pair++) {
      on.fill(weights, 0, tokens, 0);
      for (int i = pair * keys; i < (pair + 1) * keys; i++) {
        on.add(weights, scale * on.get(queries, i), keyHistory[i], tokens);
      }
      on.copy(weights, 0, products, 0, tokens);
      on.largestOfRows(products, work, 1, tokens);
      on.fill(work, 0, tokens, on.get(products, 0));
      on.subtract(weights, weights, work, tokens);
      on.exp(weights, tokens);
      on.copy(weights, 0, products, 0, tokens);
      on.sumRows(products, work, 1, tokens);
      double normalizer = on.get(products, 0);
      for (int i = pair * values; i < (pair + 1) * values; i++) {
        on.multiply(products, weights, valueHistory[i], tokens);
        on.sumRows(products, work, 1, tokens);
        on.set(out, i, on.get(products, 0) / normalizer);
      }
    }
  }

  private void append(A token, A[] history) {
    for (int i = 0; i < history.length; i++) {
      on.set(history[i], tokens, on.get(token, i));
    }
  }

  private void grow() {
    if (capacity == LARGEST_CAPACITY) {
      throw new IllegalStateException(tokens + " tokens were read, more than an array has");
    }
    capacity *= 2;
    grow(keyHistory);
    grow(valueHistory);
    newWorkingArrays();
  }

  private void grow(A[] history) {
    for (int i = 0; i < history.length; i++) {
      A larger = on.zeros(capacity);
      on.copy(history[i], 0, larger, 0, tokens);
      history[i] = larger;
    }
  }

  @Override
  public long memory() {
    return (long) tokens * pairs * (keys + values) * on.bytes();
  }

  @Override
  public long limit() {
    return LARGEST_CAPACITY;
  }

  @Override
  public void close() {
    // All of it is on the heap.
  }
}
