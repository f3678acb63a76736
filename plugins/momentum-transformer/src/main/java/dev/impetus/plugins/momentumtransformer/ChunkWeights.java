// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * A causal attention with weights, chunk by chunk of C tokens. With the velocity scaled, D_i = b
 * D_{i-1} + g φ(k_i) v_iᵀ and S_i = S_{i-1} + D_i, so that in a chunk before which they are S and D
 *
 * <pre>
 *   s_i = S + c_i D + Σ_{j ≤ i in the chunk} g w(i - j) φ(k_j) v_jᵀ,   c_i = b + … + b^(i+1)
 *   S ← S + c_{C-1} D + Σ_j α_j φ(k_j) v_jᵀ,   α_j = g w(C - 1 - j)
 *   D ← b^C D + Σ_j γ_j φ(k_j) v_jᵀ,           γ_j = g b^(C-1-j)
 * </pre>
 *
 * <p>Values carry a column of ones, which makes the normaliser a column of the state; where it has
 * no weights, that column's α is 1 and its γ is 0. Without momentum there is no D, and α = g.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class ChunkWeights<A> {

  private final int chunk;
  private final boolean momentum;
  private final boolean sameNormalizer;
  private final boolean unit;
  private final double decay;
  private final double carry;
  private final int keyNumbers;
  private final int valueNumbers;
  private final A numerator;
  private final A normalizer;
  private final A queryFactors;
  private final A cotangentFactors;
  private final A valueSums;
  private final A valueVelocities;
  private final A keySums;
  private final A keyVelocities;

  /**
   * Weights.
   *
   * @param features numbers of φ(k)
   * @param values numbers of a value
   */
  ChunkWeights(
      AttentionArithmetic<A> on, Attention attention, int chunk, int features, int values) {
    this.chunk = chunk;
    boolean weighted = attention.kind() == AttentionKind.CAUSAL_MOMENTUM;
    double b = weighted ? attention.momentum() : 0;
    double g = weighted ? attention.stepSize() : 1;
    momentum = b > 0;
    unit = !momentum && g == 1;
    sameNormalizer = unit || attention.weighsNormalizer();
    MomentumWeights weights = new MomentumWeights(b, g, chunk, on.negligible());
    decay = weights.power(chunk);
    carry = weights.carried(chunk);
    numerator = on.zeros(chunk * chunk);
    normalizer = sameNormalizer ? numerator : on.zeros(chunk * chunk);
    for (int key = 0; key < chunk; key++) {
      for (int query = key; query < chunk; query++) {
        if (!sameNormalizer) {
          on.set(normalizer, key * chunk + query, 1);
        }
        on.set(numerator, key * chunk + query, weights.weight(query - key));
      }
    }
    int width = values + 1;
    keyNumbers = chunk * features;
    valueNumbers = chunk * width;
    A carried = on.zeros(chunk);
    A sums = on.zeros(chunk);
    A velocities = on.zeros(chunk);
    for (int i = 0; i < chunk; i++) {
      on.set(carried, i, weights.carried(i + 1));
      on.set(sums, i, weights.weight(chunk - 1 - i));
      on.set(velocities, i, g * weights.power(chunk - 1 - i));
    }
    queryFactors = spread(on, carried, features);
    cotangentFactors = spread(on, carried, width);
    keySums = spread(on, sums, features);
    keyVelocities = spread(on, velocities, features);
    valueSums = spread(on, sums, width);
    valueVelocities = spread(on, velocities, width);
    if (!sameNormalizer) {
      on.fillColumn(valueSums, values, width, chunk, 1);
      on.fillColumn(valueVelocities, values, width, chunk, 0);
    }
  }

  private A spread(AttentionArithmetic<A> on, A perRow, int width) {
    A tile = on.zeros(chunk * width);
    on.spread(perRow, 0, tile, width, chunk);
    return tile;
  }

  /** Numbers of all tables. */
  long numbers() {
    return (sameNormalizer ? 1L : 2L) * chunk * chunk + 3L * (keyNumbers + valueNumbers);
  }

  /** C. */
  int chunk() {
    return chunk;
  }

  /** Whether there is a velocity. */
  boolean hasMomentum() {
    return momentum;
  }

  /** Whether all weights are 1. */
  boolean isUnit() {
    return unit;
  }

  /** Whether normaliser and numerator have the same weights. */
  boolean hasSameNormalizer() {
    return sameNormalizer;
  }

  /** b^C. */
  double decay() {
    return decay;
  }

  /** c_{C-1}. */
  double carry() {
    return carry;
  }

  /** Weights of numerators, a row a key, 0 where the key is later than the query. */
  A numerator() {
    return numerator;
  }

  /** Weights of normalisers. */
  A normalizer() {
    return normalizer;
  }

  /** c_i, a row a query as wide as φ(q). */
  A queryFactors() {
    return queryFactors;
  }

  /** c_i, as wide as values. */
  A cotangentFactors() {
    return cotangentFactors;
  }

  /** α_j, as wide as values. */
  A valueSums() {
    return valueSums;
  }

  /** γ_j, as wide as values. */
  A valueVelocities() {
    return valueVelocities;
  }

  /** α_j, as wide as φ(k). */
  A keySums() {
    return keySums;
  }

  /** γ_j, as wide as φ(k). */
  A keyVelocities() {
    return keyVelocities;
  }
}
