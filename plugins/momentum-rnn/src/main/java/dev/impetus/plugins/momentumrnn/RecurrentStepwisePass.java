// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.StepwisePass;
import dev.impetus.model.data.SequenceTask;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.List;

/** A recurrent net in one direction that reads a step at a time and predicts after each. */
final class RecurrentStepwisePass<A> implements StepwisePass {

  private final CellArithmetic<A> on;
  private final int rows;
  private final int outputs;
  private final int stateWidth;
  private final long limit;
  private final StepMasks<A> masks;
  private final InputEncoding<A> encoding;
  private final List<LayerStep<A>> layers;
  private final StepProducts<A> readout;
  private final A result;
  private final StateVector inputs;
  private final StateVector predictions;
  private long steps;

  RecurrentStepwisePass(Network<A> network, Precision precision, int rows) {
    this.rows = rows;
    on = network.newArithmetic();
    SequenceTask task = network.task();
    outputs = task.outputs();
    stateWidth = network.stateWidth();
    limit = network.plan().drive().stepLimit();
    masks = new StepMasks<>(on, 1, rows, 1);
    encoding = new InputEncoding<>(on, task, 1, rows, network.table(), network.inputWidth());
    layers =
        network.layers().stream().map(directions -> directions.get(0).newStep(on, rows)).toList();
    readout = new StepProducts<>(on, outputs, stateWidth + 1, rows, network.readoutMatrix());
    result = on.zeros(outputs * rows);
    inputs = StateVector.zeros(precision, rows, task.features());
    predictions = StateVector.zeros(precision, rows, outputs);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void reset() {
    steps = 0;
    layers.forEach(LayerStep::reset);
  }

  @Override
  public StateVector step(StateVector step) {
    if (step.rows() != rows || step.width() != inputs.width()) {
      throw new IllegalArgumentException(
          "a step has %d rows of %d numbers, not %d of %d"
              .formatted(rows, inputs.width(), step.rows(), step.width()));
    }
    if (steps == limit) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "the sequence is too long",
              "step " + (steps + 1),
              "the net counts its steps up to " + limit,
              "begin a new sequence"));
    }
    steps++;
    A features = encoding.encode(step, 0, masks)[0];
    for (LayerStep<A> layer : layers) {
      features = layer.step(features);
    }
    readout.setOperand(0, features, stateWidth + 1);
    readout.multiply(0, stateWidth + 1, 0);
    readout.getResult(0, result, outputs);
    on.scatter(result, predictions, 0, rows, 0, outputs);
    return predictions;
  }

  @Override
  public long limit() {
    return limit;
  }

  @Override
  public long memory() {
    long numbers = layers.stream().mapToLong(LayerStep::stateSize).sum();
    return numbers * (predictions.precision() == Precision.FLOAT32 ? Float.BYTES : Double.BYTES);
  }

  void close() {
    layers.forEach(LayerStep::close);
    readout.close();
  }
}
