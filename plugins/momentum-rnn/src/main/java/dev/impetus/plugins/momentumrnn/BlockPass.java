// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.SequenceTask;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Forward and backward for a block of a batch's rows, by one thread. */
final class BlockPass<A> implements AutoCloseable {

  private final Network<A> network;
  private final StepMasks<A> masks;
  private final InputEncoding<A> encoding;
  private final List<LayerPass<A>> layers = new ArrayList<>();
  private final ReadoutPass<A> readout;

  /**
   * A pass.
   *
   * @param on for this thread alone
   */
  BlockPass(Network<A> network, CellArithmetic<A> on, int rows) {
    this.network = network;
    SequenceTask task = network.task();
    int features = network.inputWidth() + 1;
    for (List<Layer<A>> directions : network.layers()) {
      for (Layer<A> layer : directions) {
        features =
            Math.max(features, Math.max(layer.shape().packedRows(), layer.shape().packedColumns()));
      }
    }
    masks = new StepMasks<>(on, task.steps(), rows, features);
    encoding =
        new InputEncoding<>(on, task, task.steps(), rows, network.table(), network.inputWidth());
    for (List<Layer<A>> directions : network.layers()) {
      layers.add(new LayerPass<>(network, directions, on, rows, masks));
    }
    readout = new ReadoutPass<>(network, on, rows, masks);
  }

  /**
   * Predicts.
   *
   * @param firstRow of the batch
   * @param seed of dropout
   */
  void forward(Batch batch, int firstRow, boolean training, long seed, StateVector predictions) {
    masks.read(batch, firstRow);
    A[] features = encoding.encode(batch.vector(DataField.INPUTS), firstRow, masks);
    double dropout = training ? network.plan().dropout() : 0;
    SplittableRandom random = new SplittableRandom(seed);
    for (int depth = 0; depth < layers.size(); depth++) {
      LayerPass<A> layer = layers.get(depth);
      boolean isLast = depth == layers.size() - 1;
      features = layer.forward(features, isLast ? 0 : dropout, random.split(), firstRow);
    }
    readout.forward(layers.get(layers.size() - 1), predictions, firstRow);
  }

  /**
   * Pulls back, and gathers the cotangents of the parameters.
   *
   * @param gradients of the loss with respect to the last layer's hidden states, added to
   */
  void backward(StateVector predictionCotangents, int firstRow, StepGradients gradients) {
    LayerPass<A> last = layers.get(layers.size() - 1);
    readout.backward(last, predictionCotangents, firstRow);
    for (int depth = layers.size() - 1; depth >= 0; depth--) {
      A[] below =
          depth > 0 ? layers.get(depth - 1).clearedCotangents() : encoding.clearedCotangents();
      layers.get(depth).backward(below, depth == layers.size() - 1 ? gradients : null);
    }
  }

  /** Adds the cotangents of the parameters. */
  void addCotangents(StateVector flatCotangent) {
    layers.forEach(layer -> layer.addCotangents(flatCotangent));
    network.addReadoutCotangent(readout.matrixCotangent(), flatCotangent);
    A table = encoding.tableCotangent();
    if (table != null) {
      network.addTableCotangent(table, flatCotangent);
    }
  }

  @Override
  public void close() {
    layers.forEach(LayerPass::close);
    readout.close();
  }
}
