// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.model.data.SequenceTask;
import dev.impetus.solver.state.StateVector;

/**
 * The first states of a block of tokens: an embedding of ids, or a linear map of features, with
 * positions added or behind it.
 */
final class Embedding<A> {

  private final Weights<A> weights;
  private final SequenceTask task;
  private final Positions positions;
  private final BlockTokens tokens;
  private final int width;
  private final int ownWidth;
  private final int positionWidth;
  private final int positionColumn;
  private final A states;
  private final A features;
  private final A mapped;
  private final int[] ids;
  private final long[] places;

  Embedding(TokenArithmetic<A> on, Weights<A> weights, BlockTokens tokens) {
    this.weights = weights;
    this.tokens = tokens;
    task = weights.task();
    positions = weights.plan().positions();
    width = weights.plan().width();
    ownWidth = positions.embeddingWidth(width);
    positionWidth = positions.width(width);
    positionColumn = positions.concatenated() ? ownWidth : 0;
    int rows = tokens.capacity();
    states = on.zeros(rows * width);
    boolean readsIds = task.tokens() > 0;
    features = readsIds ? null : on.zeros(rows * task.features());
    mapped = readsIds ? null : on.zeros(rows * ownWidth);
    ids = new int[rows];
    places = new long[rows];
  }

  /** The states, written by {@link #forward}. */
  A states() {
    return states;
  }

  /**
   * Puts a token into a row.
   *
   * @param inputs samples × numbers of the inputs
   * @param sample which of them
   * @param step which step of the inputs
   * @param position from 0 on
   */
  void set(
      TokenArithmetic<A> on, int row, StateVector inputs, int sample, int step, long position) {
    places[row] = position;
    if (task.tokens() == 0) {
      int count = task.features();
      int from = on.offset(inputs) + sample * inputs.width() + step * count;
      on.copy(on.array(inputs), from, features, row * count, count);
      return;
    }
    ids[row] = task.token(inputs.get(sample, step), sample, position);
  }

  void forward(Workspace<A> work, Dropout dropout) {
    TokenArithmetic<A> on = work.on();
    int rows = tokens.rows();
    on.fill(states, 0, rows * width, 0);
    if (mapped != null) {
      work.linear(weights.features(), features, 0, rows, mapped, 0);
    }
    for (int row = 0; row < rows; row++) {
      A source = mapped != null ? mapped : weights.flat();
      int from = mapped != null ? row * ownWidth : weights.embedding() + ids[row] * ownWidth;
      on.addStretch(states, row * width, weights.embeddingFactor(), source, from, ownWidth);
      addPosition(on, row);
    }
    dropout.apply(on, Dropout.Place.EMBEDDING, 0, states, width, tokens);
  }

  private void addPosition(TokenArithmetic<A> on, int row) {
    int to = row * width + positionColumn;
    switch (positions.kind()) {
      case NONE -> {}
      case LEARNED -> {
        int from = weights.position() + Math.toIntExact(places[row]) * positionWidth;
        on.addStretch(states, to, 1, weights.flat(), from, positionWidth);
      }
      case SINUSOIDAL -> weights.addSinusoids(on, places[row], states, to, positionWidth);
    }
  }

  /** Adds to the gradients; overwrites the cotangent. */
  void backward(Workspace<A> work, A cotangent, Dropout dropout) {
    TokenArithmetic<A> on = work.on();
    dropout.apply(on, Dropout.Place.EMBEDDING, 0, cotangent, width, tokens);
    int rows = tokens.rows();
    for (int row = 0; row < rows; row++) {
      int from = row * width;
      if (positions.kind() == Positions.Kind.LEARNED) {
        int to = weights.position() + Math.toIntExact(places[row]) * positionWidth;
        on.addStretch(work.gradient(), to, 1, cotangent, from + positionColumn, positionWidth);
      }
      if (mapped != null) {
        on.copy(cotangent, from, mapped, row * ownWidth, ownWidth);
      } else {
        int to = weights.embedding() + ids[row] * ownWidth;
        on.addStretch(work.gradient(), to, weights.embeddingFactor(), cotangent, from, ownWidth);
      }
    }
    if (mapped != null) {
      work.pullBack(weights.features(), features, 0, mapped, 0, rows, null);
    }
  }
}
