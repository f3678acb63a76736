// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * Weights of keys that do not depend on the query: g w(N - 1 - j) for key j from 0 on, N being the
 * sample's real tokens, or with the published code the padded length.
 */
final class KeyScales<A> {

  private final A scales;
  private final int values;
  private final boolean weighsNormalizer;
  private final boolean padded;
  private final int length;

  private KeyScales(
      AttentionArithmetic<A> on, Attention attention, AttentionShape shape, boolean padded) {
    this.length = shape.length();
    this.padded = padded;
    values = shape.values();
    weighsNormalizer = attention.weighsNormalizer();
    MomentumWeights weights =
        new MomentumWeights(attention.momentum(), attention.stepSize(), length, on.negligible());
    // Backwards, so that those of a shorter sample are the last ones.
    scales = on.zeros(length);
    for (int token = 0; token < length; token++) {
      on.set(scales, token, weights.weight(length - 1 - token));
    }
  }

  /** Those of a kind; null if it has none. */
  static <A> KeyScales<A> of(AttentionArithmetic<A> on, Attention attention, AttentionShape shape) {
    return switch (attention.kind()) {
      case MOMENTUM -> new KeyScales<>(on, attention, shape, false);
      case CAUSAL_MOMENTUM_LEGACY -> new KeyScales<>(on, attention, shape, true);
      default -> null;
    };
  }

  /** Scales rows of values with a column of ones, or of their cotangents. */
  void scale(AttentionArithmetic<A> on, A tile, int token, int rows, int realTokens) {
    int from = token + (padded ? 0 : length - realTokens);
    for (int row = 0; row < rows; row++) {
      double scale = on.get(scales, from + row);
      int count = weighsNormalizer ? values + 1 : values;
      for (int i = row * (values + 1); i < row * (values + 1) + count; i++) {
        on.set(tile, i, scale * on.get(tile, i));
      }
    }
  }
}
