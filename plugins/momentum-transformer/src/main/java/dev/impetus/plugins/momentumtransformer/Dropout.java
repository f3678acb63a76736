// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * What is dropped in one pass.
 *
 * @param share that is dropped; 0 drops nothing
 * @param seed of the pass
 */
record Dropout(double share, long seed) {

  /** Where numbers are dropped. */
  enum Place {
    EMBEDDING(1),
    ATTENTION(2),
    HIDDEN(3),
    FEED_FORWARD(4);

    private static final int PER_LAYER = 4;
    private final int number;

    Place(int number) {
      this.number = number;
    }

    private long key(int layer) {
      return PER_LAYER * (long) layer + number;
    }
  }

  /** Nothing is dropped. */
  static final Dropout NONE = new Dropout(0, 0);

  /** Drops numbers of a block of tokens, or of their cotangent: the same ones. */
  <A> void apply(
      TokenArithmetic<A> on, Place place, int layer, A x, int width, BlockTokens tokens) {
    if (share > 0) {
      // Any odd constant: keys of neighbouring places are far apart, and drop mixes them.
      long key = seed + 0xD1B54A32D192ED03L * place.key(layer);
      on.drop(x, tokens.rows(), width, key, tokens.numbers(), share);
    }
  }
}
