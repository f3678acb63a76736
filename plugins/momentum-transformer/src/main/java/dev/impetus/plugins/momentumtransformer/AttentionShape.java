// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * Sizes of the attention of one layer over a batch.
 *
 * @param samples n, sequences
 * @param length L, tokens of each, padding included
 * @param heads H
 * @param keys E, numbers of a query and of a key of one head
 * @param values M, numbers of a value of one head
 */
public record AttentionShape(int samples, int length, int heads, int keys, int values) {

  /** Checks that all are at least 1 and that no array would be too large. */
  public AttentionShape {
    if (samples < 1 || length < 1 || heads < 1 || keys < 1 || values < 1) {
      throw new IllegalArgumentException(
          "attention over %d samples of %d tokens, %d heads with keys of %d and values of %d"
              .formatted(samples, length, heads, keys, values));
    }
    long largest = (long) samples * length * heads * Math.max(keys, values);
    if (largest > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d samples of %d tokens with %d heads of %d are %d numbers, more than an array has"
              .formatted(samples, length, heads, Math.max(keys, values), largest));
    }
  }

  /** Numbers of all queries, or of all keys: rows are tokens, sample after sample. */
  public int keyNumbers() {
    return samples * length * heads * keys;
  }

  /** Numbers of all values, or of all outputs. */
  public int valueNumbers() {
    return samples * length * heads * values;
  }
}
