// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * The arrays of a batch, seen head by head: pair p is head p mod H of sample p / H. They have rows
 * for padding, or are packed and have none. With them what an attention keeps from forward to
 * backward: for each pair a number for every token, which is its normaliser or the logarithm of it,
 * and the states before the chunks, if there are any.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class HeadArrays<A> {

  private final AttentionShape shape;
  private final A[] normalizers;
  private final A[] states;
  private final int[] firstRows;
  private final long keptBytes;
  private A queries;
  private A keys;
  private A values;
  private A out;
  private int[] lengths;
  private boolean packed;
  private A outCotangent;
  private A queryCotangent;
  private A keyCotangent;
  private A valueCotangent;

  /**
   * Without a batch so far.
   *
   * @param stateNumbers numbers of the states of a pair
   */
  HeadArrays(AttentionArithmetic<A> on, AttentionShape shape, int stateNumbers) {
    this.shape = shape;
    normalizers = on.zeros(pairs(), shape.length());
    states = on.zeros(pairs(), stateNumbers);
    firstRows = new int[shape.samples()];
    keptBytes = (long) pairs() * (shape.length() + stateNumbers) * on.bytes();
  }

  /** Of each token. */
  A normalizers(int pair) {
    return normalizers[pair];
  }

  /** Before each chunk, one behind the other. */
  A states(int pair) {
    return states[pair];
  }

  /** Bytes of what is kept. */
  long keptBytes() {
    return keptBytes;
  }

  void set(A newQueries, A newKeys, A newValues, int[] newLengths, A newOut, boolean newPacked) {
    queries = newQueries;
    keys = newKeys;
    values = newValues;
    lengths = newLengths;
    out = newOut;
    packed = newPacked;
    for (int sample = 1; sample < firstRows.length; sample++) {
      int before = packed && lengths != null ? lengths[sample - 1] : shape.length();
      firstRows[sample] = firstRows[sample - 1] + before;
    }
  }

  void setCotangents(A ofOut, A ofQueries, A ofKeys, A ofValues) {
    outCotangent = ofOut;
    queryCotangent = ofQueries;
    keyCotangent = ofKeys;
    valueCotangent = ofValues;
  }

  boolean isSet() {
    return out != null;
  }

  int pairs() {
    return shape.samples() * shape.heads();
  }

  AttentionShape shape() {
    return shape;
  }

  /** Real tokens of a pair's sample. */
  int length(int pair) {
    return lengths == null ? shape.length() : lengths[pair / shape.heads()];
  }

  /**
   * Copies tokens' queries to a tile of {@code capacity} rows, {@code width} apart, with zeros
   * behind them.
   */
  void queries(
      AttentionArithmetic<A> on, int pair, int token, int rows, int capacity, A tile, int width) {
    load(on, queries, shape.keys(), pair, token, rows, capacity, tile, width);
  }

  void keys(
      AttentionArithmetic<A> on, int pair, int token, int rows, int capacity, A tile, int width) {
    load(on, keys, shape.keys(), pair, token, rows, capacity, tile, width);
  }

  void values(
      AttentionArithmetic<A> on, int pair, int token, int rows, int capacity, A tile, int width) {
    load(on, values, shape.values(), pair, token, rows, capacity, tile, width);
  }

  void out(
      AttentionArithmetic<A> on, int pair, int token, int rows, int capacity, A tile, int width) {
    load(on, out, shape.values(), pair, token, rows, capacity, tile, width);
  }

  void outCotangent(
      AttentionArithmetic<A> on, int pair, int token, int rows, int capacity, A tile, int width) {
    load(on, outCotangent, shape.values(), pair, token, rows, capacity, tile, width);
  }

  private void load(
      AttentionArithmetic<A> on,
      A source,
      int width,
      int pair,
      int token,
      int rows,
      int capacity,
      A tile,
      int stride) {
    on.copyRows(
        source, at(pair, token, width), shape.heads() * width, tile, 0, stride, rows, width);
    on.fill(tile, rows * stride, (capacity - rows) * stride, 0);
  }

  void storeOut(AttentionArithmetic<A> on, int pair, int token, int rows, A tile, int width) {
    store(on, out, shape.values(), pair, token, rows, tile, width);
  }

  void storeQueryCotangent(AttentionArithmetic<A> on, int pair, int token, int rows, A tile) {
    store(on, queryCotangent, shape.keys(), pair, token, rows, tile, shape.keys());
  }

  void storeKeyCotangent(AttentionArithmetic<A> on, int pair, int token, int rows, A tile) {
    store(on, keyCotangent, shape.keys(), pair, token, rows, tile, shape.keys());
  }

  void storeValueCotangent(
      AttentionArithmetic<A> on, int pair, int token, int rows, A tile, int width) {
    store(on, valueCotangent, shape.values(), pair, token, rows, tile, width);
  }

  private void store(
      AttentionArithmetic<A> on,
      A target,
      int width,
      int pair,
      int token,
      int rows,
      A tile,
      int stride) {
    on.copyRows(
        tile, 0, stride, target, at(pair, token, width), shape.heads() * width, rows, width);
  }

  /** Zeros behind a pair's real tokens, if there are rows. */
  void clearOut(AttentionArithmetic<A> on, int pair) {
    clear(on, out, shape.values(), pair);
  }

  void clearCotangents(AttentionArithmetic<A> on, int pair) {
    clear(on, queryCotangent, shape.keys(), pair);
    clear(on, keyCotangent, shape.keys(), pair);
    clear(on, valueCotangent, shape.values(), pair);
  }

  private void clear(AttentionArithmetic<A> on, A target, int width, int pair) {
    if (packed) {
      return;
    }
    for (int token = length(pair); token < shape.length(); token++) {
      on.fill(target, at(pair, token, width), width, 0);
    }
  }

  private int at(int pair, int token, int width) {
    int sample = pair / shape.heads();
    int head = pair % shape.heads();
    return ((firstRows[sample] + token) * shape.heads() + head) * width;
  }
}
