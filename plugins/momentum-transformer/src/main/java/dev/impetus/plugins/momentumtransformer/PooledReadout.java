// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.solver.state.StateVector;
import java.util.List;

/** One prediction a sample, from the mean, the first or the last of its tokens' states. */
final class PooledReadout<A> {

  private final Weights<A> weights;
  private final int samples;
  private final int width;
  private final A pooled;
  private final A cotangent;

  PooledReadout(TokenArithmetic<A> on, Weights<A> weights, int samples) {
    this.weights = weights;
    this.samples = samples;
    width = weights.plan().width();
    pooled = on.zeros(samples * width);
    cotangent = on.zeros(samples * width);
  }

  /** Predicts from the states of all blocks with tokens. */
  void forward(
      Workspace<A> work, List<TokenBlock<A>> blocks, Lengths lengths, StateVector predictions) {
    TokenArithmetic<A> on = work.on();
    on.fill(pooled, 0, samples * width, 0);
    for (TokenBlock<A> block : blocks) {
      BlockTokens tokens = block.tokens();
      for (int row = 0; row < tokens.rows(); row++) {
        double share = share(tokens, row, lengths);
        if (share != 0) {
          int to = tokens.sample(row) * width;
          on.addStretch(pooled, to, share, block.states(), row * width, width);
        }
      }
    }
    int outputs = weights.readout().outputs();
    for (int from = 0; from < samples; from += work.rows()) {
      int count = Math.min(work.rows(), samples - from);
      int to = on.offset(predictions) + from * outputs;
      work.linear(weights.readout(), pooled, from * width, count, on.array(predictions), to);
    }
  }

  /** Adds to the gradients and finds the cotangent of the pooled states. */
  void backward(Workspace<A> work, StateVector predictionCotangent) {
    TokenArithmetic<A> on = work.on();
    int outputs = weights.readout().outputs();
    for (int from = 0; from < samples; from += work.rows()) {
      int count = Math.min(work.rows(), samples - from);
      A part = work.states(0);
      work.pullBack(
          weights.readout(),
          pooled,
          from * width,
          on.array(predictionCotangent),
          on.offset(predictionCotangent) + from * outputs,
          count,
          part);
      on.copy(part, 0, cotangent, from * width, count * width);
    }
  }

  /** Writes the cotangent of a block's last states. */
  void spread(TokenArithmetic<A> on, TokenBlock<A> block, Lengths lengths) {
    A target = block.cotangent(on);
    BlockTokens tokens = block.tokens();
    on.fill(target, 0, tokens.rows() * width, 0);
    for (int row = 0; row < tokens.rows(); row++) {
      double share = share(tokens, row, lengths);
      if (share != 0) {
        int from = tokens.sample(row) * width;
        on.addStretch(target, row * width, share, cotangent, from, width);
      }
    }
  }

  /** Share of a token's state in what its sample's prediction is read from. */
  private double share(BlockTokens tokens, int row, Lengths lengths) {
    int length = lengths.of(tokens.sample(row));
    int step = tokens.step(row);
    return switch (weights.plan().readout()) {
      case MEAN -> 1.0 / length;
      case FIRST -> step == 0 ? 1 : 0;
      case LAST -> step == length - 1 ? 1 : 0;
      case EACH_STEP -> throw new IllegalStateException("every step is read by itself");
    };
  }
}
