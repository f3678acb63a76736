// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.RowWorkers;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.SequenceTask;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/**
 * A batch in blocks of rows, one for each thread from the first step to the last: threads meet only
 * at the ends of a pass.
 */
final class RecurrentPass<A> implements ModelPass {

  private final Network<A> network;
  private final RowWorkers workers;
  private final int rows;
  private final List<BlockPass<A>> blocks = new ArrayList<>();
  private final List<StepGradients> gradients = new ArrayList<>();
  private final StateVector predictions;
  private double[] stepNorms;
  private boolean pulledBack;

  RecurrentPass(Network<A> network, Precision precision, int rows, RowWorkers workers) {
    this.network = network;
    this.workers = workers;
    this.rows = rows;
    SequenceTask task = network.task();
    predictions =
        StateVector.zeros(
            precision, rows, task.everyStep() ? task.steps() * task.outputs() : task.outputs());
    for (int worker = 0; worker < workers.threads(); worker++) {
      int own =
          RowWorkers.firstRow(rows, worker + 1, workers.threads())
              - RowWorkers.firstRow(rows, worker, workers.threads());
      blocks.add(own == 0 ? null : new BlockPass<>(network, network.newArithmetic(), own));
      gradients.add(new StepGradients(task.steps()));
    }
  }

  @Override
  public StateVector forward(Batch batch, boolean training, long seed) {
    pulledBack = false;
    synchronized (workers) {
      workers.run(
          rows,
          (worker, from, to) ->
              blocks.get(worker).forward(batch, from, training, seed, predictions));
    }
    return predictions;
  }

  @Override
  public void backward(StateVector predictionCotangent, StateVector parameterCotangent) {
    synchronized (workers) {
      workers.run(
          rows,
          (worker, from, to) -> {
            gradients.get(worker).begin(stepNorms != null);
            blocks.get(worker).backward(predictionCotangent, from, gradients.get(worker));
          });
    }
    pulledBack = true;
    if (stepNorms != null) {
      Arrays.setAll(stepNorms, this::norm);
      stepNorms = null;
    }
    // In the order of the rows, so that the sum depends on the number of threads alone.
    for (BlockPass<A> block : blocks) {
      if (block != null) {
        block.addCotangents(parameterCotangent);
      }
    }
  }

  @Override
  public int steps() {
    return network.task().steps();
  }

  @Override
  public void recordStepGradients(double[] norms) {
    if (norms.length != steps()) {
      throw new IllegalArgumentException(norms.length + " places for " + steps() + " steps");
    }
    stepNorms = norms;
  }

  /**
   * The norm of the loss's gradient with respect to the last layer's hidden state at the first
   * step, and its share of that at the last: what is left of a gradient over the sequence.
   */
  @Override
  public void measure(ObjDoubleConsumer<String> figures) {
    if (pulledBack) {
      double first = norm(0);
      double last = norm(network.task().steps() - 1);
      figures.accept("gradient-at-first-step", first);
      figures.accept("gradient-at-last-step", last);
    }
  }

  private double norm(int step) {
    double sum = 0;
    for (StepGradients own : gradients) {
      sum += own.square(step);
    }
    return Math.sqrt(sum);
  }

  void close() {
    blocks.stream().filter(block -> block != null).forEach(BlockPass::close);
  }
}
