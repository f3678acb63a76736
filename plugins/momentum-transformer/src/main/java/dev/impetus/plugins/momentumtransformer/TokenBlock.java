// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import java.util.ArrayList;
import java.util.List;

/**
 * Some consecutive real tokens of a batch, from their embedding to the last normalisation. Blocks
 * meet in attention alone, so threads share them.
 */
final class TokenBlock<A> {

  private final TransformerPlan plan;
  private final BlockTokens tokens;
  private final int width;
  private final Embedding<A> embedding;
  private final List<LayerBlock<A>> layers = new ArrayList<>();
  private final Norm finalNorm;
  private final A normalized;
  private final A inverse;
  private final A states;
  private A cotangent;
  private ConnectionPass.Carried<A> carried;

  /**
   * A block without tokens so far.
   *
   * @param capacity the most of them
   */
  TokenBlock(TokenArithmetic<A> on, Weights<A> weights, int capacity) {
    plan = weights.plan();
    tokens = new BlockTokens(capacity);
    width = plan.width();
    embedding = new Embedding<>(on, weights, tokens);
    A input = embedding.states();
    LayerBlock<A> below = null;
    for (int layer = 0; layer < plan.layers(); layer++) {
      below = new LayerBlock<>(on, weights, layer, below, input, tokens);
      layers.add(below);
      input = below.output();
    }
    finalNorm = weights.finalNorm();
    normalized = finalNorm == null ? null : on.zeros(capacity * width);
    inverse = finalNorm == null ? null : on.zeros(capacity);
    states = finalNorm == null ? input : on.zeros(capacity * width);
  }

  /** Which tokens stand in the rows. */
  BlockTokens tokens() {
    return tokens;
  }

  /** Where its tokens are put in. */
  Embedding<A> embedding() {
    return embedding;
  }

  /** The last states. */
  A states() {
    return states;
  }

  /** Where their cotangent is to be written before {@link #beginBackward}; made when wanted. */
  A cotangent(TokenArithmetic<A> on) {
    if (cotangent == null) {
      int size = tokens.capacity() * width;
      cotangent = on.zeros(size);
      carried = ConnectionPass.Carried.zeros(on, plan.connection(), size);
    }
    return cotangent;
  }

  /** The momenta of a layer's connection, summed over the tokens. */
  double momentumSum(int layer) {
    double sum = 0;
    for (int row = 0; row < tokens.rows(); row++) {
      sum += layers.get(layer).momentum(row);
    }
    return sum;
  }

  /** From the tokens to what the first attention reads. */
  void begin(Workspace<A> work, LayerBlock.Streams<A> first, Dropout dropout) {
    embedding.forward(work, dropout);
    layers.get(0).project(work, first);
  }

  /** From one attention to the next. */
  void proceed(
      Workspace<A> work,
      int layer,
      LayerBlock.Streams<A> streams,
      LayerBlock.Streams<A> next,
      Dropout dropout) {
    layers.get(layer).finish(work, streams, dropout);
    layers.get(layer + 1).project(work, next);
  }

  /** From the last attention to the last states. */
  void end(Workspace<A> work, LayerBlock.Streams<A> streams, Dropout dropout) {
    LayerBlock<A> last = layers.get(layers.size() - 1);
    last.finish(work, streams, dropout);
    if (finalNorm != null) {
      int rows = tokens.rows();
      work.on().normalize(last.output(), normalized, inverse, rows, width, Norm.EPSILON);
      work.affine(finalNorm, normalized, rows, states);
    }
  }

  /** From the cotangent of the last states to that of the last attention's outputs. */
  void beginBackward(
      Workspace<A> work,
      LayerBlock.Streams<A> streams,
      Dropout dropout,
      LayerBlock.Streams<A> cotangents) {
    int rows = tokens.rows();
    carried.clear(work.on(), rows * width);
    if (finalNorm != null) {
      work.pullBack(finalNorm, normalized, inverse, rows, cotangent);
    }
    work.on().flush(cotangent, rows * width);
    pullBackToAttention(work, layers.size() - 1, streams, dropout, cotangents);
  }

  /** From one attention to the outputs of the one below. */
  void proceedBackward(
      Workspace<A> work,
      int layer,
      LayerBlock.Streams<A> below,
      Dropout dropout,
      LayerBlock.Streams<A> cotangents) {
    layers.get(layer).pullBackToInput(work, cotangent, cotangents);
    pullBackToAttention(work, layer - 1, below, dropout, cotangents);
  }

  private void pullBackToAttention(
      Workspace<A> work,
      int layer,
      LayerBlock.Streams<A> streams,
      Dropout dropout,
      LayerBlock.Streams<A> cotangents) {
    layers.get(layer).pullBackToAttention(work, streams, dropout, cotangent, carried, cotangents);
  }

  /** From the first attention to the embedding. */
  void endBackward(Workspace<A> work, LayerBlock.Streams<A> cotangents, Dropout dropout) {
    layers.get(0).pullBackToInput(work, cotangent, cotangents);
    embedding.backward(work, cotangent, dropout);
  }
}
