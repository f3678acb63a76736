// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.solver.state.StateVector;
import java.util.List;

/** One prediction a sample, from the mean, the first or the last of its tokens' states. */
final class PooledReadout<A> {

  private final Weights<A> weights;
  private final int samples;
  private final int steps;
  private final int width;
  private final A pooled;
  private final A cotangent;

  PooledReadout(TokenArithmetic<A> on, Weights<A> weights, int samples) {
    this.weights = weights;
    this.samples = samples;
    steps = weights.task().steps();
    width = weights.plan().width();
    pooled = on.zeros(samples * width);
    cotangent = on.zeros(samples * width);
  }

  /**
   * Predicts.
   *
   * @param lengths real tokens of each sample; null if all are real
   */
  void forward(
      Workspace<A> work, List<TokenBlock<A>> blocks, int[] lengths, StateVector predictions) {
    TokenArithmetic<A> on = work.on();
    on.fill(pooled, 0, samples * width, 0);
    for (TokenBlock<A> block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        int token = block.firstToken() + row;
        double share = share(token, lengths);
        if (share != 0) {
          int to = token / steps * width;
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
  void spread(TokenArithmetic<A> on, TokenBlock<A> block, int[] lengths) {
    A target = block.cotangent(on);
    on.fill(target, 0, block.rows() * width, 0);
    for (int row = 0; row < block.rows(); row++) {
      int token = block.firstToken() + row;
      double share = share(token, lengths);
      if (share != 0) {
        on.addStretch(target, row * width, share, cotangent, token / steps * width, width);
      }
    }
  }

  /** Share of a token's state in what its sample's prediction is read from. */
  private double share(int token, int[] lengths) {
    int length = lengths == null ? steps : lengths[token / steps];
    int step = token % steps;
    return switch (weights.plan().readout()) {
      case MEAN -> step < length ? 1.0 / length : 0;
      case FIRST -> step == 0 && length > 0 ? 1 : 0;
      case LAST -> step == length - 1 ? 1 : 0;
      case EACH_STEP -> throw new IllegalStateException("every step is read by itself");
    };
  }
}
