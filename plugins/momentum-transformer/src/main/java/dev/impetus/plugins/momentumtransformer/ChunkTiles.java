// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.NativeArray;
import dev.impetus.kernel.ProductLayout;

/**
 * The numbers of a chunk of C tokens of one head, on the heap and where OpenBLAS finds them, with
 * their loading and storing: φ(q), φ(k) (C × F), v with a column of ones (C × (M + 1)), and the
 * cotangents of numerators with those of normalisers as the last column.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class ChunkTiles<A> implements AutoCloseable {

  /** What keeps the normaliser from 0. */
  static final double EPSILON = 1e-6;

  final AttentionArithmetic<A> on;
  final int chunk;
  final int features;
  final int values;

  /** M + 1. */
  final int width;

  final A queries;
  final A keys;
  final A value;
  final A cotangents;
  final NativeArray<A> nativeQueries;
  final NativeArray<A> nativeKeys;
  final NativeArray<A> nativeValues;
  final NativeArray<A> nativeCotangents;

  /** C × the larger of F and M + 1. */
  final NativeArray<A> result;

  /** [Q] T: queries or keys through a state, F × (M + 1). */
  final ProductLayout throughState;

  /** [K]ᵀ V: a chunk's contribution to a state. */
  final ProductLayout toState;

  /** V Tᵀ: values or their cotangents through a state. */
  final ProductLayout fromState;

  private final FeatureTransform<A> map;
  private final int rawWidth;
  private final A rawQueries;
  private final A rawKeys;
  private final A fetched;
  private final A spread;
  private final A perRow;
  private HeadArrays<A> arrays;

  ChunkTiles(AttentionArithmetic<A> on, AttentionShape shape, FeatureMap map, int chunk) {
    this.on = on;
    this.chunk = chunk;
    rawWidth = shape.keys();
    features = map.width(shape.keys());
    values = shape.values();
    width = values + 1;
    this.map = FeatureTransform.of(on, map, shape.keys(), chunk);
    rawQueries = on.zeros(chunk * shape.keys());
    rawKeys = on.zeros(chunk * shape.keys());
    queries = on.zeros(chunk * features);
    keys = on.zeros(chunk * features);
    value = on.zeros(chunk * width);
    cotangents = on.zeros(chunk * width);
    fetched = on.zeros(chunk * Math.max(features, width));
    spread = on.zeros(chunk * width);
    perRow = on.zeros(chunk);
    nativeQueries = on.matrix(chunk * features);
    nativeKeys = on.matrix(chunk * features);
    nativeValues = on.matrix(chunk * width);
    nativeCotangents = on.matrix(chunk * width);
    result = on.matrix(chunk * Math.max(features, width));
    throughState = ProductLayout.of(chunk, width, features, false, false);
    toState = ProductLayout.of(features, width, chunk, true, false);
    fromState = ProductLayout.of(chunk, features, width, false, true);
  }

  /** Loads from and stores to these from now on. */
  void use(HeadArrays<A> given) {
    arrays = given;
  }

  /** Numbers of all of them. */
  long numbers() {
    return map.numbers()
        + on.length(rawQueries) * 2L
        + on.length(queries) * 4L
        + on.length(value) * 5L
        + on.length(fetched) * 2L
        + chunk;
  }

  void loadQueries(int pair, int token, int rows) {
    arrays.queries(on, pair, token, rows, chunk, rawQueries, rawWidth);
    map.apply(rawQueries, queries, chunk);
    nativeQueries.put(0, queries, 0, chunk * features);
  }

  void loadKeys(int pair, int token, int rows) {
    arrays.keys(on, pair, token, rows, chunk, rawKeys, rawWidth);
    map.apply(rawKeys, keys, chunk);
    // φ(0) is not 0.
    on.fill(keys, rows * features, (chunk - rows) * features, 0);
    nativeKeys.put(0, keys, 0, chunk * features);
  }

  /** Loads values on the heap alone. */
  void loadValues(int pair, int token, int rows) {
    arrays.values(on, pair, token, rows, chunk, value, width);
    on.fillColumn(value, values, width, rows, 1);
  }

  /** Divides what {@link #result} holds by its last column, more than that, and stores it. */
  void storeOutputs(int pair, int token, int rows, A moreNormalizer, A normalizers) {
    result.get(0, fetched, 0, chunk * width);
    on.takeColumn(fetched, values, width, rows, moreNormalizer, EPSILON, normalizers, token);
    divide(fetched, token, rows, normalizers);
    arrays.storeOut(on, pair, token, rows, fetched, width);
  }

  private void divide(A tile, int token, int rows, A normalizers) {
    on.copy(normalizers, token, perRow, 0, rows);
    on.reciprocal(perRow, perRow, rows);
    on.spread(perRow, 0, spread, width, rows);
    on.multiply(tile, tile, spread, rows * width);
  }

  /** Loads the cotangents of numerators and normalisers from those of outputs. */
  void loadCotangents(int pair, int token, int rows, A normalizers) {
    arrays.outCotangent(on, pair, token, rows, chunk, cotangents, width);
    divide(cotangents, token, rows, normalizers);
    arrays.out(on, pair, token, rows, chunk, fetched, width);
    on.negativeRowProducts(cotangents, fetched, values, width, chunk);
    on.dropTiny(cotangents, chunk * width);
    nativeCotangents.put(0, cotangents, 0, chunk * width);
  }

  /** Pulls what {@link #result} holds through the feature map and stores it. */
  void storeQueryCotangents(int pair, int token, int rows) {
    result.get(0, fetched, 0, chunk * features);
    map.pullBack(rawQueries, queries, fetched, rawQueries, chunk);
    arrays.storeQueryCotangent(on, pair, token, rows, rawQueries);
  }

  void storeKeyCotangents(int pair, int token, int rows) {
    result.get(0, fetched, 0, chunk * features);
    map.pullBack(rawKeys, keys, fetched, rawKeys, chunk);
    arrays.storeKeyCotangent(on, pair, token, rows, rawKeys);
  }

  void storeValueCotangents(int pair, int token, int rows, KeyScales<A> scales, int realTokens) {
    result.get(0, fetched, 0, chunk * width);
    if (scales != null) {
      scales.scale(on, fetched, token, rows, realTokens);
    }
    arrays.storeValueCotangent(on, pair, token, rows, fetched, width);
  }

  @Override
  public void close() {
    map.close();
    nativeQueries.close();
    nativeKeys.close();
    nativeValues.close();
    nativeCotangents.close();
    result.close();
  }
}
