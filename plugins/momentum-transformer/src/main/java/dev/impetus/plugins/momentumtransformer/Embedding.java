// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.model.data.SequenceTask;
import dev.impetus.solver.state.StateVector;

/**
 * The first states of a block of tokens: an embedding of ids, or a linear map of features, with
 * positions added or behind it. Of padding only the position enters.
 */
final class Embedding<A> {

  private static final int PADDING = -1;

  private final Weights<A> weights;
  private final SequenceTask task;
  private final Positions positions;
  private final int rows;
  private final int firstToken;
  private final int width;
  private final int ownWidth;
  private final int positionWidth;
  private final int positionColumn;
  private final A states;
  private final A features;
  private final A mapped;
  private final int[] ids;
  private final boolean[] real;
  private final long[] places;

  Embedding(TokenArithmetic<A> on, Weights<A> weights, int rows, int firstToken) {
    this.weights = weights;
    this.rows = rows;
    this.firstToken = firstToken;
    task = weights.task();
    positions = weights.plan().positions();
    width = weights.plan().width();
    ownWidth = positions.embeddingWidth(width);
    positionWidth = positions.width(width);
    positionColumn = positions.concatenated() ? ownWidth : 0;
    states = on.zeros(rows * width);
    boolean tokens = task.tokens() > 0;
    features = tokens ? null : on.zeros(rows * task.features());
    mapped = tokens ? null : on.zeros(rows * ownWidth);
    ids = new int[rows];
    real = new boolean[rows];
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
   * @param isReal false for padding
   */
  void set(
      TokenArithmetic<A> on,
      int row,
      StateVector inputs,
      int sample,
      int step,
      long position,
      boolean isReal) {
    places[row] = position;
    real[row] = isReal;
    if (task.tokens() == 0) {
      int count = task.features();
      if (isReal) {
        int from = on.offset(inputs) + sample * inputs.width() + step * count;
        on.copy(on.array(inputs), from, features, row * count, count);
      } else {
        on.fill(features, row * count, count, 0);
      }
      return;
    }
    ids[row] = isReal ? task.token(inputs.get(sample, step), sample, position) : PADDING;
  }

  /** Whether a row's token is no padding. */
  boolean isReal(int row) {
    return real[row];
  }

  void forward(Workspace<A> work, Dropout dropout) {
    TokenArithmetic<A> on = work.on();
    on.fill(states, 0, rows * width, 0);
    if (mapped != null) {
      work.linear(weights.features(), features, 0, rows, mapped, 0);
    }
    for (int row = 0; row < rows; row++) {
      if (real[row]) {
        A source = mapped != null ? mapped : weights.flat();
        int from = mapped != null ? row * ownWidth : weights.embedding() + ids[row] * ownWidth;
        on.addStretch(states, row * width, weights.embeddingFactor(), source, from, ownWidth);
      }
      addPosition(on, row);
    }
    dropout.apply(on, Dropout.Place.EMBEDDING, 0, states, rows, width, firstToken);
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
    dropout.apply(on, Dropout.Place.EMBEDDING, 0, cotangent, rows, width, firstToken);
    for (int row = 0; row < rows; row++) {
      int from = row * width;
      if (positions.kind() == Positions.Kind.LEARNED) {
        int to = weights.position() + Math.toIntExact(places[row]) * positionWidth;
        on.addStretch(work.gradient(), to, 1, cotangent, from + positionColumn, positionWidth);
      }
      if (mapped != null) {
        on.fill(mapped, row * ownWidth, ownWidth, 0);
        if (real[row]) {
          on.copy(cotangent, from, mapped, row * ownWidth, ownWidth);
        }
      } else if (real[row]) {
        int to = weights.embedding() + ids[row] * ownWidth;
        on.addStretch(work.gradient(), to, weights.embeddingFactor(), cotangent, from, ownWidth);
      }
    }
    if (mapped != null) {
      work.pullBack(weights.features(), features, 0, mapped, 0, rows, null);
    }
  }
}
