// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.NativeArray;

/**
 * Linear attention over all keys: one state T = Σ_j φ(k_j) [v_j, 1]ᵀ, read by every query, and its
 * cotangent, read by every key.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class FullKernel<A> implements HeadKernel<A> {

  private final AttentionArithmetic<A> on;
  private final KeyScales<A> scales;
  private final ChunkTiles<A> tiles;
  private final int chunk;
  private final int stateSize;
  private final A zeros;
  private final NativeArray<A> state;
  private final NativeArray<A> stateCotangent;
  private HeadArrays<A> arrays;

  FullKernel(
      AttentionShape shape,
      FeatureMap map,
      int chunk,
      KeyScales<A> scales,
      AttentionArithmetic<A> on) {
    this.on = on;
    this.scales = scales;
    this.chunk = chunk;
    tiles = new ChunkTiles<>(on, shape, map, chunk);
    stateSize = tiles.features * tiles.width;
    zeros = on.zeros(stateSize);
    state = on.matrix(stateSize);
    stateCotangent = on.matrix(stateSize);
  }

  @Override
  public void forward(HeadArrays<A> given, int pair) {
    use(given);
    int length = arrays.length(pair);
    state.put(0, zeros, 0, stateSize);
    for (int token = 0; token < length; token += chunk) {
      loadKeysAndValues(pair, token, Math.min(chunk, length - token));
      on.product(tiles.toState, tiles.nativeKeys, 0, tiles.nativeValues, 0, 1, state, 0);
    }
    state.get(0, arrays.states(pair), 0, stateSize);
    for (int token = 0; token < length; token += chunk) {
      int rows = Math.min(chunk, length - token);
      tiles.loadQueries(pair, token, rows);
      on.product(tiles.throughState, tiles.nativeQueries, 0, state, 0, 0, tiles.result, 0);
      tiles.storeOutputs(pair, token, rows, null, arrays.normalizers(pair));
    }
    arrays.clearOut(on, pair);
  }

  private void use(HeadArrays<A> given) {
    arrays = given;
    tiles.use(given);
  }

  private void loadKeysAndValues(int pair, int token, int rows) {
    tiles.loadKeys(pair, token, rows);
    tiles.loadValues(pair, token, rows);
    if (scales != null) {
      scales.scale(on, tiles.value, token, rows, arrays.length(pair));
    }
    tiles.nativeValues.put(0, tiles.value, 0, chunk * tiles.width);
  }

  @Override
  public void backward(HeadArrays<A> given, int pair) {
    use(given);
    int length = arrays.length(pair);
    state.put(0, arrays.states(pair), 0, stateSize);
    stateCotangent.put(0, zeros, 0, stateSize);
    for (int token = 0; token < length; token += chunk) {
      int rows = Math.min(chunk, length - token);
      tiles.loadQueries(pair, token, rows);
      tiles.loadCotangents(pair, token, rows, arrays.normalizers(pair));
      on.product(
          tiles.toState, tiles.nativeQueries, 0, tiles.nativeCotangents, 0, 1, stateCotangent, 0);
      on.product(tiles.fromState, tiles.nativeCotangents, 0, state, 0, 0, tiles.result, 0);
      tiles.storeQueryCotangents(pair, token, rows);
    }
    for (int token = 0; token < length; token += chunk) {
      int rows = Math.min(chunk, length - token);
      loadKeysAndValues(pair, token, rows);
      on.product(tiles.throughState, tiles.nativeKeys, 0, stateCotangent, 0, 0, tiles.result, 0);
      tiles.storeValueCotangents(pair, token, rows, scales, length);
      on.product(tiles.fromState, tiles.nativeValues, 0, stateCotangent, 0, 0, tiles.result, 0);
      tiles.storeKeyCotangents(pair, token, rows);
    }
    arrays.clearCotangents(on, pair);
  }

  @Override
  public long memory() {
    return (tiles.numbers() + 3L * stateSize) * on.bytes();
  }

  @Override
  public void close() {
    tiles.close();
    state.close();
    stateCotangent.close();
  }
}
