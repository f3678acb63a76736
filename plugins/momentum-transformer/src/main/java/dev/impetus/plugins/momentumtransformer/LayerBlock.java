// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * One layer for a block of tokens, but for the attention itself, in which tokens meet.
 *
 * <p>With norm behind (post): x₁ = norm₁(r), y = norm₂(x₁ + F(x₁)); before (pre): y = r +
 * F(norm₂(r)) with attention on norm₁(x). F(x) = W₂ act(W₁ x + b₁) + b₂, and r is what the {@link
 * ConnectionPass connection} makes of x and the attention's output.
 *
 * <p>Kept for the pass backward: y, both normalised arrays and the numbers before the activation;
 * the attention's output if momentum is adaptive, and a velocity if there is one.
 */
final class LayerBlock<A> {

  /** Queries, keys, values and outputs of a whole batch, or their cotangents. */
  record Streams<A>(A queries, A keys, A values, A outputs) {

    /** Zeros for so many tokens. */
    static <A> Streams<A> zeros(TokenArithmetic<A> on, int size) {
      return new Streams<>(on.zeros(size), on.zeros(size), on.zeros(size), on.zeros(size));
    }
  }

  private final Weights.Layer layer;
  private final TransformerPlan plan;
  private final int index;
  private final BlockTokens tokens;
  private final int width;
  private final A input;
  private final A output;
  private final A attended;
  private final A normalized1;
  private final A inverse1;
  private final A hidden;
  private final A normalized2;
  private final A inverse2;
  private final ConnectionPass<A> connection;

  /**
   * A layer.
   *
   * @param index of the layer, from 0 on
   * @param below the layer below for the same tokens; null for the first
   * @param input where the states that enter it stand
   * @param tokens what stands in the rows
   */
  LayerBlock(
      TokenArithmetic<A> on,
      Weights<A> weights,
      int index,
      LayerBlock<A> below,
      A input,
      BlockTokens tokens) {
    this.layer = weights.layers().get(index);
    this.plan = weights.plan();
    this.index = index;
    this.tokens = tokens;
    this.input = input;
    width = plan.width();
    int rows = tokens.capacity();
    int size = rows * width;
    output = on.zeros(size);
    attended = plan.connection().adaptive().isPresent() ? on.zeros(size) : null;
    normalized1 = on.zeros(size);
    inverse1 = on.zeros(rows);
    hidden = on.zeros(rows * plan.feedForward());
    normalized2 = on.zeros(size);
    inverse2 = on.zeros(rows);
    connection =
        ConnectionPass.of(
            on,
            layer,
            plan.connection(),
            width,
            rows,
            below == null ? null : below.connection,
            input,
            attended);
  }

  /** The states that leave it. */
  A output() {
    return output;
  }

  /** The momentum that the connection has at a token. */
  double momentum(int row) {
    return connection.momenta[row];
  }

  /** Computes queries, keys and values. */
  void project(Workspace<A> work, Streams<A> streams) {
    int rows = tokens.rows();
    A from = input;
    if (plan.preNorm()) {
      from = work.states(0);
      work.on().normalize(input, normalized1, inverse1, rows, width, Norm.EPSILON);
      work.affine(layer.norm1(), normalized1, rows, from);
    }
    int at = tokens.first() * width;
    work.linear(layer.query(), from, 0, rows, streams.queries(), at);
    work.linear(layer.key(), from, 0, rows, streams.keys(), at);
    work.linear(layer.value(), from, 0, rows, streams.values(), at);
  }

  /** Goes on behind the attention. */
  void finish(Workspace<A> work, Streams<A> streams, Dropout dropout) {
    TokenArithmetic<A> on = work.on();
    int rows = tokens.rows();
    A dropped = work.states(0);
    work.linear(layer.merge(), streams.outputs(), tokens.first() * width, rows, dropped, 0);
    if (attended != null) {
      on.copy(dropped, 0, attended, 0, rows * width);
    }
    drop(on, dropout, Dropout.Place.ATTENTION, dropped, width);
    A joined = work.states(1);
    connection.join(work, dropped, rows, joined);
    if (plan.preNorm()) {
      on.normalize(joined, normalized2, inverse2, rows, width, Norm.EPSILON);
      A entering = work.states(0);
      work.affine(layer.norm2(), normalized2, rows, entering);
      feedForward(work, entering, dropout, output);
      on.add(output, 1, joined, rows * width);
    } else {
      on.normalize(joined, normalized1, inverse1, rows, width, Norm.EPSILON);
      work.affine(layer.norm1(), normalized1, rows, joined);
      feedForward(work, joined, dropout, output);
      on.add(output, 1, joined, rows * width);
      on.normalize(output, normalized2, inverse2, rows, width, Norm.EPSILON);
      work.affine(layer.norm2(), normalized2, rows, output);
    }
  }

  private void feedForward(Workspace<A> work, A entering, Dropout dropout, A out) {
    TokenArithmetic<A> on = work.on();
    int rows = tokens.rows();
    work.linear(layer.expand(), entering, 0, rows, hidden, 0);
    work.linear(layer.contract(), activated(work, dropout), 0, rows, out, 0);
    drop(on, dropout, Dropout.Place.FEED_FORWARD, out, width);
  }

  private A activated(Workspace<A> work, Dropout dropout) {
    TokenArithmetic<A> on = work.on();
    A activated = work.hidden(0);
    plan.activation().apply(on, activated, hidden, tokens.rows() * plan.feedForward());
    drop(on, dropout, Dropout.Place.HIDDEN, activated, plan.feedForward());
    return activated;
  }

  private void drop(TokenArithmetic<A> on, Dropout dropout, Dropout.Place place, A x, int numbers) {
    dropout.apply(on, place, index, x, numbers, tokens);
  }

  /**
   * Pulls back to the outputs of the attention.
   *
   * @param cotangent of the states that leave, overwritten with a part of that of the states that
   *     enter; {@link #pullBackToInput} adds the rest
   * @param carried what layers hand down
   * @param cotangents whose outputs are written
   */
  void pullBackToAttention(
      Workspace<A> work,
      Streams<A> streams,
      Dropout dropout,
      A cotangent,
      ConnectionPass.Carried<A> carried,
      Streams<A> cotangents) {
    TokenArithmetic<A> on = work.on();
    int rows = tokens.rows();
    int size = rows * width;
    A entering = work.states(0);
    A inner = work.states(1);
    if (plan.preNorm()) {
      work.affine(layer.norm2(), normalized2, rows, entering);
      pullBackFeedForward(work, entering, dropout, cotangent, inner);
      work.pullBack(layer.norm2(), normalized2, inverse2, rows, inner);
      on.add(cotangent, 1, inner, size);
    } else {
      work.pullBack(layer.norm2(), normalized2, inverse2, rows, cotangent);
      work.affine(layer.norm1(), normalized1, rows, entering);
      pullBackFeedForward(work, entering, dropout, cotangent, inner);
      on.add(cotangent, 1, inner, size);
      work.pullBack(layer.norm1(), normalized1, inverse1, rows, cotangent);
    }
    A merged = work.states(0);
    A byMomentum = attended == null ? null : work.states(1);
    connection.split(work, cotangent, merged, byMomentum, carried, rows);
    drop(on, dropout, Dropout.Place.ATTENTION, merged, width);
    if (byMomentum != null) {
      on.add(merged, 1, byMomentum, size);
    }
    on.flush(merged, size);
    int at = tokens.first() * width;
    A outputCotangent = work.states(1);
    work.pullBack(layer.merge(), streams.outputs(), at, merged, 0, rows, outputCotangent);
    on.copy(outputCotangent, 0, cotangents.outputs(), at, size);
  }

  /** {@code out} is overwritten with the cotangent of what enters. */
  private void pullBackFeedForward(
      Workspace<A> work, A entering, Dropout dropout, A cotangent, A out) {
    TokenArithmetic<A> on = work.on();
    int rows = tokens.rows();
    A behind = work.states(2);
    on.copy(cotangent, 0, behind, 0, rows * width);
    drop(on, dropout, Dropout.Place.FEED_FORWARD, behind, width);
    A within = work.hidden(1);
    work.pullBack(layer.contract(), activated(work, dropout), 0, behind, 0, rows, within);
    drop(on, dropout, Dropout.Place.HIDDEN, within, plan.feedForward());
    plan.activation().slope(on, within, hidden, rows * plan.feedForward());
    work.pullBack(layer.expand(), entering, 0, within, 0, rows, out);
  }

  /** Adds to {@code cotangent} what comes through queries, keys and values. */
  void pullBackToInput(Workspace<A> work, A cotangent, Streams<A> cotangents) {
    TokenArithmetic<A> on = work.on();
    int rows = tokens.rows();
    int at = tokens.first() * width;
    A entering = input;
    if (plan.preNorm()) {
      entering = work.states(0);
      work.affine(layer.norm1(), normalized1, rows, entering);
    }
    A sum = work.states(1);
    work.pullBack(layer.query(), entering, 0, cotangents.queries(), at, rows, sum);
    work.addPullBack(layer.key(), entering, 0, cotangents.keys(), at, rows, sum);
    work.addPullBack(layer.value(), entering, 0, cotangents.values(), at, rows, sum);
    if (plan.preNorm()) {
      work.pullBack(layer.norm1(), normalized1, inverse1, rows, sum);
    }
    on.add(cotangent, 1, sum, rows * width);
    on.flush(cotangent, rows * width);
  }
}
