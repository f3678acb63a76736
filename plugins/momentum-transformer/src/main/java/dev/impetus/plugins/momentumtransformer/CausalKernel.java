// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.NativeArray;
import dev.impetus.kernel.ProductLayout;

/**
 * Causal linear and momentum attention in chunks of C tokens: within a chunk C × C weights, before
 * it a state of F × (M + 1), as {@link ChunkWeights} has it. Time is linear in the length.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class CausalKernel<A> implements HeadKernel<A> {

  private final AttentionArithmetic<A> on;
  private final ChunkWeights<A> weights;
  private final KeyScales<A> scales;
  private final ChunkTiles<A> tiles;
  private final int chunk;
  private final int stateSize;
  private final int chunkNumbers;
  private final A square;
  private final A square2;
  private final A fold;
  private final A scaled;
  private final A update;
  private final A sum;
  private final A velocity;
  private final NativeArray<A> weighted;
  private final NativeArray<A> weightedCotangents;
  private final NativeArray<A> carriedQueries;
  private final NativeArray<A> carriedCotangents;
  private final NativeArray<A> summedValues;
  private final NativeArray<A> velocityValues;
  private final NativeArray<A> scaledKeys;
  private final NativeArray<A> nativeSum;
  private final NativeArray<A> nativeVelocity;
  private final NativeArray<A> nativeUpdate;
  private final ProductLayout keysByQueries;
  private final ProductLayout valuesByCotangents;
  private final ProductLayout queriesFromValues;
  private final ProductLayout valuesFromQueries;
  private final ProductLayout queriesFromKeys;
  private final ProductLayout keysFromQueries;
  private HeadArrays<A> arrays;

  CausalKernel(
      AttentionShape shape,
      FeatureMap map,
      ChunkWeights<A> weights,
      KeyScales<A> scales,
      AttentionArithmetic<A> on) {
    this.on = on;
    this.weights = weights;
    this.scales = scales;
    chunk = weights.chunk();
    tiles = new ChunkTiles<>(on, shape, map, chunk);
    stateSize = tiles.features * tiles.width;
    chunkNumbers = weights.hasMomentum() ? 2 * stateSize : stateSize;
    square = on.zeros(chunk * chunk);
    square2 = on.zeros(chunk * chunk);
    fold = on.zeros(chunk * chunk);
    scaled = on.zeros(chunk * Math.max(tiles.features, tiles.width));
    update = on.zeros(stateSize);
    sum = on.zeros(stateSize);
    velocity = on.zeros(stateSize);
    weighted = on.matrix(chunk * chunk);
    weightedCotangents = on.matrix(chunk * chunk);
    carriedQueries = on.matrix(chunk * tiles.features);
    carriedCotangents = on.matrix(chunk * tiles.width);
    summedValues = on.matrix(chunk * tiles.width);
    velocityValues = on.matrix(chunk * tiles.width);
    scaledKeys = on.matrix(chunk * tiles.features);
    nativeSum = on.matrix(stateSize);
    nativeVelocity = on.matrix(stateSize);
    nativeUpdate = on.matrix(stateSize);
    int inner = weights.hasSameNormalizer() ? tiles.width : tiles.values;
    keysByQueries = ProductLayout.of(chunk, chunk, tiles.features, false, true);
    valuesByCotangents =
        ProductLayout.of(chunk, chunk, inner, false, true)
            .withStrides(tiles.width, tiles.width, chunk);
    queriesFromValues = ProductLayout.of(chunk, tiles.width, chunk, true, false);
    valuesFromQueries = ProductLayout.of(chunk, tiles.width, chunk, false, false);
    queriesFromKeys = ProductLayout.of(chunk, tiles.features, chunk, true, false);
    keysFromQueries = ProductLayout.of(chunk, tiles.features, chunk, false, false);
  }

  /** Numbers kept for each pair. */
  static int stateNumbers(AttentionShape shape, FeatureMap map, int chunk, boolean momentum) {
    int chunks = (shape.length() + chunk - 1) / chunk;
    long numbers =
        (long) chunks * map.width(shape.keys()) * (shape.values() + 1) * (momentum ? 2 : 1);
    return Math.toIntExact(numbers);
  }

  @Override
  public void forward(HeadArrays<A> given, int pair) {
    use(given);
    int length = arrays.length(pair);
    on.fill(sum, 0, stateSize, 0);
    on.fill(velocity, 0, stateSize, 0);
    for (int token = 0; token < length; token += chunk) {
      int rows = Math.min(chunk, length - token);
      keepState(pair, token / chunk);
      load(pair, token, rows);
      outputs(pair, token, rows);
      if (token + chunk < length) {
        advance();
      }
    }
    arrays.clearOut(on, pair);
  }

  private void use(HeadArrays<A> given) {
    arrays = given;
    tiles.use(given);
  }

  private void keepState(int pair, int index) {
    on.copy(sum, 0, arrays.states(pair), index * chunkNumbers, stateSize);
    if (weights.hasMomentum()) {
      on.copy(velocity, 0, arrays.states(pair), index * chunkNumbers + stateSize, stateSize);
    }
  }

  private void load(int pair, int token, int rows) {
    tiles.loadQueries(pair, token, rows);
    tiles.loadKeys(pair, token, rows);
    tiles.loadValues(pair, token, rows);
    int count = chunk * tiles.width;
    if (scales != null) {
      scales.scale(on, tiles.value, token, rows, arrays.length(pair));
    }
    if (!weights.isUnit()) {
      on.multiply(scaled, tiles.value, weights.valueSums(), count);
      summedValues.put(0, scaled, 0, count);
    }
    if (weights.hasMomentum()) {
      on.multiply(scaled, tiles.value, weights.valueVelocities(), count);
      velocityValues.put(0, scaled, 0, count);
    }
    if (!weights.hasSameNormalizer()) {
      // Within the chunk their normalisers are summed apart, with weights of their own.
      on.fillColumn(tiles.value, tiles.values, tiles.width, chunk, 0);
    }
    tiles.nativeValues.put(0, tiles.value, 0, count);
  }

  private NativeArray<A> summedValues() {
    return weights.isUnit() ? tiles.nativeValues : summedValues;
  }

  private void weighKeysByQueries() {
    on.product(keysByQueries, tiles.nativeKeys, 0, tiles.nativeQueries, 0, 0, weighted, 0);
    weighted.get(0, square, 0, chunk * chunk);
  }

  private void outputs(int pair, int token, int rows) {
    weighKeysByQueries();
    A moreNormalizer = null;
    if (!weights.hasSameNormalizer()) {
      on.multiply(fold, square, weights.normalizer(), chunk * chunk);
      on.sumRows(fold, square2, chunk, chunk);
      moreNormalizer = fold;
    }
    on.multiply(square, square, weights.numerator(), chunk * chunk);
    weighted.put(0, square, 0, chunk * chunk);
    on.product(queriesFromValues, weighted, 0, tiles.nativeValues, 0, 0, tiles.result, 0);
    if (token > 0) {
      nativeSum.put(0, sum, 0, stateSize);
      on.product(tiles.throughState, tiles.nativeQueries, 0, nativeSum, 0, 1, tiles.result, 0);
      if (weights.hasMomentum()) {
        int count = chunk * tiles.features;
        on.multiply(scaled, tiles.queries, weights.queryFactors(), count);
        carriedQueries.put(0, scaled, 0, count);
        nativeVelocity.put(0, velocity, 0, stateSize);
        on.product(tiles.throughState, carriedQueries, 0, nativeVelocity, 0, 1, tiles.result, 0);
      }
    }
    tiles.storeOutputs(pair, token, rows, moreNormalizer, arrays.normalizers(pair));
  }

  /** The state behind the chunk. */
  private void advance() {
    contribution(tiles.nativeKeys, summedValues());
    on.add(sum, 1, update, stateSize);
    if (weights.hasMomentum()) {
      on.add(sum, weights.carry(), velocity, stateSize);
      contribution(tiles.nativeKeys, velocityValues);
      on.combine(velocity, weights.decay(), velocity, 1, update, stateSize);
      on.dropTiny(velocity, stateSize);
    }
  }

  private void contribution(NativeArray<A> x, NativeArray<A> y) {
    on.product(tiles.toState, x, 0, y, 0, 0, nativeUpdate, 0);
    nativeUpdate.get(0, update, 0, stateSize);
  }

  @Override
  public void backward(HeadArrays<A> given, int pair) {
    use(given);
    int length = arrays.length(pair);
    on.fill(sum, 0, stateSize, 0);
    on.fill(velocity, 0, stateSize, 0);
    for (int index = (length - 1) / chunk; length > 0 && index >= 0; index--) {
      int token = index * chunk;
      int rows = Math.min(chunk, length - token);
      boolean last = token + chunk >= length;
      load(pair, token, rows);
      tiles.loadCotangents(pair, token, rows, arrays.normalizers(pair));
      if (weights.hasMomentum() && index > 0) {
        int count = chunk * tiles.width;
        on.multiply(scaled, tiles.cotangents, weights.cotangentFactors(), count);
        carriedCotangents.put(0, scaled, 0, count);
      }
      pullBackWeights();
      if (!last) {
        nativeSum.put(0, sum, 0, stateSize);
        nativeVelocity.put(0, velocity, 0, stateSize);
      }
      valueCotangents(!last);
      tiles.storeValueCotangents(pair, token, rows, scales, length);
      keyCotangents(!last);
      tiles.storeKeyCotangents(pair, token, rows);
      queryCotangents(pair, index);
      tiles.storeQueryCotangents(pair, token, rows);
      if (index > 0) {
        retreat();
      }
    }
    arrays.clearCotangents(on, pair);
  }

  /** Weighted products of queries and keys, and the cotangents of the products. */
  private void pullBackWeights() {
    int count = chunk * chunk;
    weighKeysByQueries();
    on.multiply(square, square, weights.numerator(), count);
    weighted.put(0, square, 0, count);
    on.product(
        valuesByCotangents,
        tiles.nativeValues,
        0,
        tiles.nativeCotangents,
        0,
        0,
        weightedCotangents,
        0);
    weightedCotangents.get(0, square, 0, count);
    on.multiply(square, square, weights.numerator(), count);
    if (!weights.hasSameNormalizer()) {
      on.takeColumn(tiles.cotangents, tiles.values, tiles.width, chunk, null, 0, fold, 0);
      on.repeatRow(fold, chunk, chunk);
      on.addProduct(square, weights.normalizer(), fold, count);
    }
    weightedCotangents.put(0, square, 0, count);
  }

  private void valueCotangents(boolean later) {
    on.product(valuesFromQueries, weighted, 0, tiles.nativeCotangents, 0, 0, tiles.result, 0);
    if (later && weights.isUnit()) {
      on.product(tiles.throughState, tiles.nativeKeys, 0, nativeSum, 0, 1, tiles.result, 0);
    } else if (later) {
      keysThrough(weights.keySums(), nativeSum);
      if (weights.hasMomentum()) {
        keysThrough(weights.keyVelocities(), nativeVelocity);
      }
    }
  }

  private void keysThrough(A factors, NativeArray<A> state) {
    int count = chunk * tiles.features;
    on.multiply(scaled, tiles.keys, factors, count);
    scaledKeys.put(0, scaled, 0, count);
    on.product(tiles.throughState, scaledKeys, 0, state, 0, 1, tiles.result, 0);
  }

  private void keyCotangents(boolean later) {
    on.product(keysFromQueries, weightedCotangents, 0, tiles.nativeQueries, 0, 0, tiles.result, 0);
    if (later) {
      on.product(tiles.fromState, summedValues(), 0, nativeSum, 0, 1, tiles.result, 0);
      if (weights.hasMomentum()) {
        on.product(tiles.fromState, velocityValues, 0, nativeVelocity, 0, 1, tiles.result, 0);
      }
    }
  }

  private void queryCotangents(int pair, int index) {
    on.product(queriesFromKeys, weightedCotangents, 0, tiles.nativeKeys, 0, 0, tiles.result, 0);
    if (index > 0) {
      A states = arrays.states(pair);
      int at = index * chunkNumbers;
      nativeUpdate.put(0, states, at, stateSize);
      on.product(tiles.fromState, tiles.nativeCotangents, 0, nativeUpdate, 0, 1, tiles.result, 0);
      if (weights.hasMomentum()) {
        nativeUpdate.put(0, states, at + stateSize, stateSize);
        on.product(tiles.fromState, carriedCotangents, 0, nativeUpdate, 0, 1, tiles.result, 0);
      }
    }
  }

  /** The cotangent of the state before the chunk. */
  private void retreat() {
    if (weights.hasMomentum()) {
      on.combine(velocity, weights.decay(), velocity, weights.carry(), sum, stateSize);
      contribution(tiles.nativeQueries, carriedCotangents);
      on.add(velocity, 1, update, stateSize);
      on.dropTiny(velocity, stateSize);
    }
    contribution(tiles.nativeQueries, tiles.nativeCotangents);
    on.add(sum, 1, update, stateSize);
    on.dropTiny(sum, stateSize);
  }

  @Override
  public long memory() {
    long numbers =
        tiles.numbers()
            + 5L * chunk * chunk
            + 6L * stateSize
            + chunk * (2L * tiles.features + 3L * tiles.width)
            + on.length(scaled);
    return numbers * on.bytes();
  }

  @Override
  public void close() {
    tiles.close();
    weighted.close();
    weightedCotangents.close();
    carriedQueries.close();
    carriedCotangents.close();
    summedValues.close();
    velocityValues.close();
    scaledKeys.close();
    nativeSum.close();
    nativeVelocity.close();
    nativeUpdate.close();
  }
}
