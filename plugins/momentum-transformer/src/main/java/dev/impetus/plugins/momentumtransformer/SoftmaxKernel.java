// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.NativeArray;
import dev.impetus.kernel.ProductLayout;

/**
 * Softmax attention in blocks of B keys × B queries with running maxima (Milakov and Gimelshein,
 * 2018; Dao et al., NeurIPS 2022). Logarithms of the normalisers are kept; weights are computed
 * again on the way back.
 *
 * <p>Keys carry a one and queries minus their maximum, later minus the logarithm of their
 * normaliser, so that products of both are exponents as they are. Values carry a one, which sums
 * the weights. The maximum of a query follows only when it is exceeded by {@value #SLACK}: weights
 * up to e^8 do no harm, and most blocks need no rescaling.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class SoftmaxKernel<A> implements HeadKernel<A> {

  private static final int SLACK = 8;

  private final AttentionArithmetic<A> on;
  private final boolean causal;
  private final int block;
  private final int keyWidth;
  private final int valueWidth;
  private final int keyColumn;
  private final int valueColumn;
  private final double scale;
  private final A rows;
  private final A weights;
  private final A cotangents;
  private final A work;
  private final A maxima;
  private final A outputs;
  private final A spread;
  private final NativeArray<A> keys;
  private final NativeArray<A> values;
  private final NativeArray<A> queries;
  private final NativeArray<A> outCotangents;
  private final NativeArray<A> queryCotangents;
  private final NativeArray<A> weightTile;
  private final NativeArray<A> cotangentTile;
  private final NativeArray<A> keyResult;
  private final NativeArray<A> valueResult;
  private final ProductLayout exponents;
  private final ProductLayout valuesByCotangents;
  private final ProductLayout toOutputs;
  private final ProductLayout toValues;
  private final ProductLayout toKeys;
  private final ProductLayout toQueries;
  private HeadArrays<A> arrays;

  SoftmaxKernel(AttentionShape shape, boolean causal, int block, AttentionArithmetic<A> on) {
    this.on = on;
    this.causal = causal;
    this.block = block;
    keyColumn = shape.keys();
    valueColumn = shape.values();
    keyWidth = keyColumn + 1;
    valueWidth = valueColumn + 1;
    scale = 1 / Math.sqrt(keyColumn);
    int padded = (shape.length() + block - 1) / block * block;
    int widest = Math.max(keyWidth, valueWidth);
    rows = on.zeros(block * widest);
    outputs = on.zeros(block * widest);
    spread = on.zeros(block * valueWidth);
    weights = on.zeros(block * block);
    cotangents = on.zeros(block * block);
    work = on.zeros(block * block);
    maxima = on.zeros(block);
    keys = on.matrix(padded * keyWidth);
    values = on.matrix(padded * valueWidth);
    queries = on.matrix(padded * keyWidth);
    outCotangents = on.matrix(padded * valueWidth);
    queryCotangents = on.matrix(padded * keyColumn);
    weightTile = on.matrix(block * block);
    cotangentTile = on.matrix(block * block);
    keyResult = on.matrix(block * keyColumn);
    valueResult = on.matrix(block * valueWidth);
    exponents = ProductLayout.of(block, block, keyWidth, false, true);
    valuesByCotangents = ProductLayout.of(block, block, valueWidth, false, true);
    toOutputs = ProductLayout.of(block, valueWidth, block, true, false);
    toValues =
        ProductLayout.of(block, valueColumn, block, false, false)
            .withStrides(block, valueWidth, valueColumn);
    toKeys =
        ProductLayout.of(block, keyColumn, block, false, false)
            .withStrides(block, keyWidth, keyColumn);
    toQueries =
        ProductLayout.of(block, keyColumn, block, true, false)
            .withStrides(block, keyWidth, keyColumn);
  }

  @Override
  public void forward(HeadArrays<A> given, int pair) {
    arrays = given;
    int length = arrays.length(pair);
    loadKeysAndValues(pair, length);
    for (int token = 0; token < length; token += block) {
      int count = Math.min(block, length - token);
      loadQueries(pair, token, count);
      on.fill(maxima, 0, block, 0);
      int end = causal ? token + block : length;
      for (int key = 0; key < end && key < length; key += block) {
        addBlock(token, key, length);
      }
      store(pair, token, count);
    }
    arrays.clearOut(on, pair);
  }

  private void loadKeysAndValues(int pair, int length) {
    for (int token = 0; token < length; token += block) {
      int count = Math.min(block, length - token);
      arrays.keys(on, pair, token, count, block, rows, keyWidth);
      on.fillColumn(rows, keyColumn, keyWidth, block, 1);
      keys.put(token * keyWidth, rows, 0, block * keyWidth);
      arrays.values(on, pair, token, count, block, rows, valueWidth);
      on.fillColumn(rows, valueColumn, valueWidth, block, 1);
      values.put(token * valueWidth, rows, 0, block * valueWidth);
    }
  }

  /** Leaves scaled queries in the rows, their last column 0. */
  private void loadQueries(int pair, int token, int count) {
    arrays.queries(on, pair, token, count, block, rows, keyWidth);
    on.fillColumn(rows, keyColumn, keyWidth, block, 0);
    on.scale(rows, scale, block * keyWidth);
    queries.put(token * keyWidth, rows, 0, block * keyWidth);
  }

  private void addBlock(int token, int key, int length) {
    boolean masked = key + block > length || (causal && key == token);
    on.product(exponents, keys, key * keyWidth, queries, token * keyWidth, 0, weightTile, 0);
    weightTile.get(0, weights, 0, block * block);
    if (masked) {
      repeatFirstKey(token, key, length);
    }
    on.copy(weights, 0, cotangents, 0, block * block);
    on.largestOfRows(cotangents, work, block, block);
    if (key == 0 || on.largest(cotangents, block) > 0) {
      raiseMaxima(token, key == 0);
    }
    on.exp(weights, block * block);
    if (masked) {
      clear(weights, token, key, length);
    }
    weightTile.put(0, weights, 0, block * block);
    on.product(
        toOutputs, weightTile, 0, values, key * valueWidth, key == 0 ? 0 : 1, valueResult, 0);
  }

  /**
   * Puts the exponents of the block's first key, which every query sees, in place of those that a
   * query may not see, so that maxima and exponentials need no infinities.
   */
  private void repeatFirstKey(int token, int key, int length) {
    if (causal && key == token) {
      for (int row = 1; row < block; row++) {
        on.copy(weights, 0, weights, row * block, row);
      }
    }
    for (int row = length - key; row < block; row++) {
      on.copy(weights, 0, weights, row * block, block);
    }
  }

  /** Sets the weights of keys that a query may not see to 0: rows are keys. */
  private void clear(A tile, int token, int key, int length) {
    if (causal && key == token) {
      for (int row = 1; row < block; row++) {
        on.fill(tile, row * block, row, 0);
      }
    }
    int real = Math.min(block, length - key);
    on.fill(tile, real * block, (block - real) * block, 0);
  }

  /**
   * Raises what is subtracted for queries whose exponents, the largest of which are in the
   * cotangents' first row, became positive; for all of them in the first block.
   */
  private void raiseMaxima(int token, boolean first) {
    for (int query = 0; query < block; query++) {
      double above = on.get(cotangents, query);
      on.set(cotangents, query, first || above > 0 ? above + SLACK : 0);
    }
    on.add(maxima, 1, cotangents, block);
    for (int row = 0; row < block; row++) {
      on.set(rows, row * keyWidth + keyColumn, -on.get(maxima, row));
    }
    queries.put(token * keyWidth, rows, 0, block * keyWidth);
    if (!first) {
      on.copy(cotangents, 0, work, 0, block);
      on.scale(work, -1, block);
      on.exp(work, block);
      on.spread(work, 0, spread, valueWidth, block);
      valueResult.get(0, outputs, 0, block * valueWidth);
      on.multiply(outputs, outputs, spread, block * valueWidth);
      valueResult.put(0, outputs, 0, block * valueWidth);
    }
    on.repeatRow(cotangents, block, block);
    on.subtract(weights, weights, cotangents, block * block);
  }

  private void store(int pair, int token, int count) {
    valueResult.get(0, outputs, 0, block * valueWidth);
    on.takeColumn(outputs, valueColumn, valueWidth, block, null, 0, work, 0);
    A logNormalizers = arrays.normalizers(pair);
    for (int row = 0; row < count; row++) {
      on.set(logNormalizers, token + row, on.get(maxima, row) + Math.log(on.get(work, row)));
    }
    on.reciprocal(work, work, block);
    on.spread(work, 0, spread, valueWidth, block);
    on.multiply(outputs, outputs, spread, block * valueWidth);
    arrays.storeOut(on, pair, token, count, outputs, valueWidth);
  }

  @Override
  public void backward(HeadArrays<A> given, int pair) {
    arrays = given;
    int length = arrays.length(pair);
    A logNormalizers = arrays.normalizers(pair);
    loadKeysAndValues(pair, length);
    for (int token = 0; token < length; token += block) {
      int count = Math.min(block, length - token);
      loadQueries(pair, token, count);
      for (int row = 0; row < count; row++) {
        on.set(rows, row * keyWidth + keyColumn, -on.get(logNormalizers, token + row));
      }
      queries.put(token * keyWidth, rows, 0, block * keyWidth);
      arrays.outCotangent(on, pair, token, count, block, rows, valueWidth);
      arrays.out(on, pair, token, count, block, outputs, valueWidth);
      on.negativeRowProducts(rows, outputs, valueColumn, valueWidth, block);
      on.dropTiny(rows, block * valueWidth);
      outCotangents.put(token * valueWidth, rows, 0, block * valueWidth);
    }
    for (int key = 0; key < length; key += block) {
      int count = Math.min(block, length - key);
      int first = causal ? key : 0;
      for (int token = first; token < length; token += block) {
        pullBackBlock(token, key, length, token == first);
      }
      keyResult.get(0, rows, 0, block * keyColumn);
      arrays.storeKeyCotangent(on, pair, key, count, rows);
      valueResult.get(0, outputs, 0, block * valueColumn);
      arrays.storeValueCotangent(on, pair, key, count, outputs, valueColumn);
    }
    for (int token = 0; token < length; token += block) {
      queryCotangents.get(token * keyColumn, rows, 0, block * keyColumn);
      on.scale(rows, scale, block * keyColumn);
      arrays.storeQueryCotangent(on, pair, token, Math.min(block, length - token), rows);
    }
    arrays.clearCotangents(on, pair);
  }

  private void pullBackBlock(int token, int key, int length, boolean first) {
    int count = block * block;
    on.product(exponents, keys, key * keyWidth, queries, token * keyWidth, 0, weightTile, 0);
    weightTile.get(0, weights, 0, count);
    boolean masked = key + block > length || (causal && key == token);
    if (masked) {
      repeatFirstKey(token, key, length);
    }
    on.exp(weights, count);
    if (masked) {
      clear(weights, token, key, length);
    }
    weightTile.put(0, weights, 0, count);
    int atCotangents = token * valueWidth;
    on.product(
        valuesByCotangents,
        values,
        key * valueWidth,
        outCotangents,
        atCotangents,
        0,
        cotangentTile,
        0);
    cotangentTile.get(0, cotangents, 0, count);
    on.multiply(cotangents, cotangents, weights, count);
    on.dropTiny(cotangents, count);
    cotangentTile.put(0, cotangents, 0, count);
    double beta = first ? 0 : 1;
    on.product(toValues, weightTile, 0, outCotangents, atCotangents, beta, valueResult, 0);
    on.product(toKeys, cotangentTile, 0, queries, token * keyWidth, beta, keyResult, 0);
    on.product(
        toQueries,
        cotangentTile,
        0,
        keys,
        key * keyWidth,
        key == 0 ? 0 : 1,
        queryCotangents,
        token * keyColumn);
  }

  @Override
  public long memory() {
    long numbers =
        5L * block * block
            + on.length(rows) * 2L
            + on.length(spread)
            + block
            + keys.size() * 2L
            + values.size() * 2L
            + queryCotangents.size()
            + keyResult.size()
            + valueResult.size();
    return numbers * on.bytes();
  }

  @Override
  public void close() {
    keys.close();
    values.close();
    queries.close();
    outCotangents.close();
    queryCotangents.close();
    weightTile.close();
    cotangentTile.close();
    keyResult.close();
    valueResult.close();
  }
}
