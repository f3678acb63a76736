// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.RowWorkers;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.SequenceTask;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/**
 * A batch in stages: all that happens to a token by itself between two attentions runs over blocks
 * of tokens, whatever sample they belong to, which threads share; then an attention runs over pairs
 * of samples and heads. So a batch of one sample is shared as well as a large one.
 *
 * <p>Only real tokens are computed: between inputs and predictions they stand one sample behind the
 * other. What is predicted for the steps of padding is 0, whatever their cotangent.
 */
final class TransformerPass<A> implements ModelPass {

  private final Weights<A> weights;
  private final RowWorkers workers;
  private final List<Workspace<A>> workspaces;
  private final SequenceTask task;
  private final int layers;
  private final int tokens;
  private final int blockCapacity;
  private final Lengths lengths;
  private final List<TokenBlock<A>> blocks = new ArrayList<>();
  private final List<LayerBlock.Streams<A>> streams = new ArrayList<>();
  private final List<AttentionPass<A>> attentions = new ArrayList<>();
  private final PooledReadout<A> pooled;
  private final StateVector predictions;
  private LayerBlock.Streams<A> cotangents;
  private int usedBlocks;
  private Dropout dropout = Dropout.NONE;

  /**
   * A pass.
   *
   * @param workspaces one for each thread, shared by the passes of a model, which take turns
   * @param kernels of attention, shared by them and by all layers
   */
  TransformerPass(
      Weights<A> weights,
      Precision precision,
      int samples,
      RowWorkers workers,
      List<Workspace<A>> workspaces,
      HeadKernels<A> kernels) {
    this.weights = weights;
    this.workers = workers;
    this.workspaces = workspaces;
    task = weights.task();
    layers = weights.plan().layers();
    TokenArithmetic<A> on = weights.newArithmetic();
    tokens = Math.multiplyExact(samples, task.steps());
    lengths = new Lengths(samples, task.steps());
    int count = blockCount(tokens, workers.threads(), workspaces.get(0).rows());
    blockCapacity = (tokens - 1) / count + 1;
    for (int block = 0; block < count; block++) {
      blocks.add(new TokenBlock<>(on, weights, blockCapacity));
    }
    TransformerPlan plan = weights.plan();
    AttentionShape shape = plan.attentionShape(samples, task.steps());
    for (int layer = 0; layer < layers; layer++) {
      streams.add(LayerBlock.Streams.zeros(on, Math.multiplyExact(tokens, plan.width())));
      attentions.add(plan.attention().newPass(on, shape, workers, kernels));
    }
    pooled = plan.readout() == Readout.EACH_STEP ? null : new PooledReadout<>(on, weights, samples);
    predictions =
        StateVector.zeros(
            precision,
            samples,
            plan.readout() == Readout.EACH_STEP
                ? Math.multiplyExact(task.steps(), task.outputs())
                : task.outputs());
  }

  /** As few as possible, the same number for each thread; 0 without tokens. */
  private static int blockCount(int tokens, int threads, int largest) {
    int rounds = (tokens - 1) / (threads * largest) + 1;
    return Math.min(tokens, rounds * threads);
  }

  /** Fills as few blocks as possible with the real tokens. */
  private void shareTokens() {
    int total = lengths.total();
    usedBlocks = blockCount(total, workers.threads(), blockCapacity);
    for (int block = 0; block < usedBlocks; block++) {
      int first = RowWorkers.firstRow(total, block, usedBlocks);
      int end = RowWorkers.firstRow(total, block + 1, usedBlocks);
      blocks.get(block).tokens().set(lengths, first, end - first);
    }
  }

  /** Tokens that the latest forward computed. */
  int computedTokens() {
    return blocks.subList(0, usedBlocks).stream().mapToInt(block -> block.tokens().rows()).sum();
  }

  @Override
  public StateVector forward(Batch batch, boolean training, long seed) {
    lengths.read(batch);
    shareTokens();
    dropout = new Dropout(training ? weights.plan().dropout() : 0, seed);
    synchronized (workspaces) {
      forEachBlock(
          (work, block) -> {
            put(work.on(), batch, block);
            block.begin(work, streams.get(0), dropout);
          });
      for (int layer = 0; layer < layers; layer++) {
        LayerBlock.Streams<A> own = streams.get(layer);
        attentions
            .get(layer)
            .forwardPacked(
                own.queries(), own.keys(), own.values(), lengths.counts(), own.outputs());
        if (layer < layers - 1) {
          int index = layer;
          LayerBlock.Streams<A> next = streams.get(layer + 1);
          forEachBlock((work, block) -> block.proceed(work, index, own, next, dropout));
        }
      }
      LayerBlock.Streams<A> last = streams.get(layers - 1);
      if (pooled == null) {
        clearPadding(workspaces.get(0).on());
      }
      forEachBlock(
          (work, block) -> {
            block.end(work, last, dropout);
            if (pooled == null) {
              readEachStep(work, block);
            }
          });
      if (pooled != null) {
        pooled.forward(workspaces.get(0), blocks.subList(0, usedBlocks), lengths, predictions);
      }
    }
    return predictions;
  }

  private void put(TokenArithmetic<A> on, Batch batch, TokenBlock<A> block) {
    StateVector inputs = batch.vector(DataField.INPUTS);
    BlockTokens own = block.tokens();
    for (int row = 0; row < own.rows(); row++) {
      int step = own.step(row);
      block.embedding().set(on, row, inputs, own.sample(row), step, step);
    }
  }

  private void clearPadding(TokenArithmetic<A> on) {
    for (int sample = 0; sample < lengths.samples(); sample++) {
      int first = sample * task.steps() + lengths.of(sample);
      int padding = task.steps() - lengths.of(sample);
      int from = on.offset(predictions) + first * task.outputs();
      on.fill(on.array(predictions), from, padding * task.outputs(), 0);
    }
  }

  private void readEachStep(Workspace<A> work, TokenBlock<A> block) {
    TokenArithmetic<A> on = work.on();
    work.linear(
        weights.readout(),
        block.states(),
        block.tokens(),
        on.array(predictions),
        on.offset(predictions));
  }

  @Override
  public void backward(StateVector predictionCotangent, StateVector parameterCotangent) {
    synchronized (workspaces) {
      if (cotangents == null) {
        cotangents =
            LayerBlock.Streams.zeros(workspaces.get(0).on(), tokens * weights.plan().width());
      }
      workspaces.forEach(Workspace::clearGradients);
      if (pooled != null) {
        pooled.backward(workspaces.get(0), predictionCotangent);
      }
      LayerBlock.Streams<A> last = streams.get(layers - 1);
      forEachBlock(
          (work, block) -> {
            if (pooled != null) {
              pooled.spread(work.on(), block, lengths);
            } else {
              pullBackEachStep(work, block, predictionCotangent);
            }
            block.beginBackward(work, last, dropout, cotangents);
          });
      for (int layer = layers - 1; layer >= 0; layer--) {
        attentions
            .get(layer)
            .backward(
                cotangents.outputs(), cotangents.queries(), cotangents.keys(), cotangents.values());
        if (layer > 0) {
          int index = layer;
          LayerBlock.Streams<A> below = streams.get(layer - 1);
          forEachBlock(
              (work, block) -> block.proceedBackward(work, index, below, dropout, cotangents));
        }
      }
      forEachBlock((work, block) -> block.endBackward(work, cotangents, dropout));
      // In the order of the threads, so that sums depend on their number alone.
      workspaces.forEach(work -> work.addGradients(parameterCotangent));
    }
  }

  private void pullBackEachStep(
      Workspace<A> work, TokenBlock<A> block, StateVector predictionCotangent) {
    TokenArithmetic<A> on = work.on();
    work.pullBack(
        weights.readout(),
        block.states(),
        block.tokens(),
        on.array(predictionCotangent),
        on.offset(predictionCotangent),
        block.cotangent(on));
  }

  /** What happens to a block. */
  private interface BlockTask<A> {
    void run(Workspace<A> work, TokenBlock<A> block);
  }

  private void forEachBlock(BlockTask<A> task) {
    workers.run(
        usedBlocks,
        (worker, from, to) -> {
          for (int block = from; block < to; block++) {
            task.run(workspaces.get(worker), blocks.get(block));
          }
        });
  }

  /** The mean of adaptive momenta of the connection over real tokens and layers but the first. */
  @Override
  public void measure(ObjDoubleConsumer<String> figures) {
    if (weights.plan().connection().adaptive().isEmpty()) {
      return;
    }
    double sum = 0;
    long count = 0;
    for (TokenBlock<A> block : blocks.subList(0, usedBlocks)) {
      for (int layer = 1; layer < layers; layer++) {
        sum += block.momentumSum(layer);
        count += block.tokens().rows();
      }
    }
    if (count > 0) {
      figures.accept("connection-momentum", sum / count);
    }
  }
}
