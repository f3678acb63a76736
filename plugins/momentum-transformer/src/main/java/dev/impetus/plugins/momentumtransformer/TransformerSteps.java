// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.StepwisePass;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;

/** A causal transformer token by token: the same layers, with the recurrent form of attention. */
final class TransformerSteps<A> implements StepwisePass, AutoCloseable {

  private final Weights<A> weights;
  private final int rows;
  private final Workspace<A> work;
  private final TokenBlock<A> block;
  private final LayerBlock.Streams<A> streams;
  private final List<AttentionSteps<A>> attentions = new ArrayList<>();
  private final StateVector prediction;
  private long position;

  TransformerSteps(Weights<A> weights, Precision precision, int rows) {
    this.weights = weights;
    this.rows = rows;
    TransformerPlan plan = weights.plan();
    work = new Workspace<>(weights, rows);
    TokenArithmetic<A> on = work.on();
    block = new TokenBlock<>(on, weights, rows);
    block.tokens().set(new Lengths(rows, 1), 0, rows);
    streams = LayerBlock.Streams.zeros(on, rows * plan.width());
    AttentionShape shape = plan.attentionShape(rows, 1);
    for (int layer = 0; layer < plan.layers(); layer++) {
      attentions.add(
          plan.attention().newSteps(on, rows, shape.heads(), shape.keys(), shape.values()));
    }
    prediction = StateVector.zeros(precision, rows, weights.task().outputs());
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void reset() {
    attentions.forEach(AttentionSteps::reset);
    position = 0;
  }

  @Override
  public StateVector step(StateVector inputs) {
    int width = weights.task().features();
    if (inputs.rows() != rows || inputs.width() != width) {
      throw new IllegalArgumentException(
          "a step has %d rows of %d numbers, not %d of %d"
              .formatted(rows, width, inputs.rows(), inputs.width()));
    }
    if (position >= limit()) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "the sequence is longer than the model can read",
              "step " + position,
              "it reads " + limit() + " steps",
              weights.position() >= 0
                  ? "begin anew, or train with positions: sinusoidal"
                  : "begin anew"));
    }
    TokenArithmetic<A> on = work.on();
    for (int row = 0; row < rows; row++) {
      block.embedding().set(on, row, inputs, row, 0, position);
    }
    block.begin(work, streams, Dropout.NONE);
    int last = attentions.size() - 1;
    for (int layer = 0; layer <= last; layer++) {
      attentions
          .get(layer)
          .step(streams.queries(), streams.keys(), streams.values(), streams.outputs());
      if (layer < last) {
        block.proceed(work, layer, streams, streams, Dropout.NONE);
      }
    }
    block.end(work, streams, Dropout.NONE);
    work.linear(
        weights.readout(), block.states(), 0, rows, on.array(prediction), on.offset(prediction));
    position++;
    return prediction;
  }

  @Override
  public long limit() {
    long limit = weights.position() >= 0 ? weights.task().steps() : Long.MAX_VALUE;
    for (AttentionSteps<A> attention : attentions) {
      limit = Math.min(limit, attention.limit());
    }
    return limit;
  }

  /** Positions behind those of the training sequences are new to the layers, learnt or not. */
  @Override
  public long horizon() {
    boolean anywhere = weights.plan().positions().kind() == Positions.Kind.NONE;
    return anywhere ? Long.MAX_VALUE : weights.task().steps();
  }

  @Override
  public long memory() {
    return attentions.stream().mapToLong(AttentionSteps::memory).sum();
  }

  @Override
  public void close() {
    attentions.forEach(AttentionSteps::close);
    work.close();
  }
}
