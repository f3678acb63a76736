// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * The recurrence of causal linear and momentum attention, D_i = b D_{i-1} + g φ(k_i) v_iᵀ and S_i =
 * S_{i-1} + D_i. A column of ones beside v makes the normaliser a column of S; where that has no
 * weights, its part of D neither decays nor is scaled: it is φ(k_i).
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class LinearSteps<A> implements AttentionSteps<A> {

  private final AttentionArithmetic<A> on;
  private final FeatureTransform<A> map;
  private final int pairs;
  private final int keys;
  private final int features;
  private final int values;
  private final int width;
  private final int size;
  private final double stepSize;
  private final double normalizerStep;
  private final A decay;
  private final A[] sums;
  private final A[] velocities;
  private final A rawRows;
  private final A queryFeatures;
  private final A keyFeatures;
  private final A valueTile;
  private final A featureTile;
  private final A work;
  private final A output;

  LinearSteps(AttentionArithmetic<A> on, Attention attention, int pairs, int keys, int values) {
    this.on = on;
    this.pairs = pairs;
    this.keys = keys;
    this.values = values;
    map = FeatureTransform.of(on, attention.map(), keys, pairs);
    features = attention.map().width(keys);
    width = values + 1;
    size = features * width;
    boolean weighted = attention.kind().hasMomentum();
    stepSize = weighted ? attention.stepSize() : 1;
    normalizerStep = attention.weighsNormalizer() ? stepSize : 1;
    sums = on.zeros(pairs, size);
    velocities = weighted && attention.momentum() > 0 ? on.zeros(pairs, size) : null;
    decay = on.zeros(velocities == null ? 0 : size);
    if (velocities != null) {
      on.fill(decay, 0, size, attention.momentum());
      if (!attention.weighsNormalizer()) {
        on.fillColumn(decay, values, width, features, 0);
      }
    }
    rawRows = on.zeros(pairs * keys);
    queryFeatures = on.zeros(pairs * features);
    keyFeatures = on.zeros(pairs * features);
    valueTile = on.zeros(size);
    featureTile = on.zeros(size);
    work = on.zeros(size);
    output = on.zeros(size);
  }

  @Override
  public void reset() {
    for (int pair = 0; pair < pairs; pair++) {
      on.fill(sums[pair], 0, size, 0);
      if (velocities != null) {
        on.fill(velocities[pair], 0, size, 0);
      }
    }
  }

  @Override
  public void step(A queries, A newKeys, A newValues, A out) {
    on.copy(queries, 0, rawRows, 0, pairs * keys);
    map.apply(rawRows, queryFeatures, pairs);
    on.copy(newKeys, 0, rawRows, 0, pairs * keys);
    map.apply(rawRows, keyFeatures, pairs);
    for (int pair = 0; pair < pairs; pair++) {
      on.copy(newValues, pair * values, valueTile, 0, values);
      on.scale(valueTile, stepSize, values);
      on.set(valueTile, values, normalizerStep);
      on.repeatRow(valueTile, width, features);
      on.spread(keyFeatures, pair * features, featureTile, width, features);
      A sum = sums[pair];
      if (velocities == null) {
        on.addProduct(sum, featureTile, valueTile, size);
      } else {
        A velocity = velocities[pair];
        on.multiply(velocity, velocity, decay, size);
        on.addProduct(velocity, featureTile, valueTile, size);
        on.add(sum, 1, velocity, size);
      }
      on.spread(queryFeatures, pair * features, featureTile, width, features);
      on.multiply(output, sum, featureTile, size);
      on.sumRows(output, work, width, features);
      on.scale(output, 1 / (on.get(output, values) + ChunkTiles.EPSILON), values);
      on.copy(output, 0, out, pair * values, values);
    }
  }

  @Override
  public long memory() {
    return (long) pairs * size * on.bytes() * (velocities == null ? 1 : 2);
  }

  @Override
  public long limit() {
    return Long.MAX_VALUE;
  }

  @Override
  public void close() {
    map.close();
  }
}
