// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/** The linear readout for a block of rows: of the last state, the mean state, or every state. */
final class ReadoutPass<A> implements AutoCloseable {

  private final Network<A> network;
  private final CellArithmetic<A> on;
  private final int rows;
  private final int steps;
  private final int width;
  private final int outputs;
  private final StepMasks<A> masks;
  private final StepProducts<A> products;
  private final A result;
  private final A cotangent;
  private final A state;
  private final A stateCotangent;
  private final A shares;
  private final A weights;
  private final int[] counts;
  private final A matrixCotangent;

  ReadoutPass(Network<A> network, CellArithmetic<A> on, int rows, StepMasks<A> masks) {
    this.network = network;
    this.on = on;
    this.rows = rows;
    this.masks = masks;
    steps = network.task().steps();
    width = network.stateWidth();
    outputs = network.task().outputs();
    products = new StepProducts<>(on, outputs, width + 1, rows, network.readoutMatrix());
    result = on.zeros(outputs * rows);
    cotangent = on.zeros(outputs * rows);
    state = LayerScan.withOnes(on, width, rows);
    stateCotangent = on.zeros(width * rows);
    shares = on.zeros(rows);
    weights = on.zeros(width * rows);
    counts = new int[rows];
    matrixCotangent = on.zeros(outputs * (width + 1));
  }

  void forward(LayerPass<A> layer, StateVector predictions, int firstRow) {
    switch (network.plan().readout()) {
      case LAST -> {
        join(layer, -1);
        read(predictions, firstRow, 0);
      }
      case MEAN -> {
        mean(layer);
        read(predictions, firstRow, 0);
      }
      case EACH_STEP -> {
        for (int step = 0; step < steps; step++) {
          join(layer, step);
          read(predictions, firstRow, step * outputs);
        }
      }
    }
  }

  /** Brings the states of both directions together: those of a step, or where the scans end. */
  private void join(LayerPass<A> layer, int step) {
    int at = 0;
    for (LayerScan<A> scan : layer.scans()) {
      int count = width * rows / layer.scans().size();
      on.copy(step < 0 ? scan.last() : scan.outputs()[step], 0, state, at, count);
      at += count;
    }
  }

  private void mean(LayerPass<A> layer) {
    Arrays.fill(counts, 0);
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < rows; row++) {
        counts[row] += masks.goesOn(step, row) ? 1 : 0;
      }
    }
    on.fill(state, 0, width * rows, 0);
    int half = width * rows / layer.scans().size();
    for (int step = 0; step < steps; step++) {
      int at = 0;
      weigh(step);
      for (LayerScan<A> scan : layer.scans()) {
        on.copy(scan.outputs()[step], 0, stateCotangent, at, half);
        at += half;
      }
      on.addProduct(state, weights, stateCotangent, width * rows);
    }
  }

  /** The share of a step in the mean over the steps of each row. */
  private void weigh(int step) {
    for (int row = 0; row < rows; row++) {
      on.set(shares, row, masks.goesOn(step, row) ? 1.0 / Math.max(counts[row], 1) : 0);
    }
    on.spread(shares, weights, width, rows);
  }

  private void read(StateVector predictions, int firstRow, int column) {
    products.setOperand(0, state, width + 1);
    products.multiply(0, width + 1, 0);
    products.getResult(0, result, outputs);
    on.scatter(result, predictions, firstRow, rows, column, outputs);
  }

  /** Adds to the layer's cleared cotangents. */
  void backward(LayerPass<A> layer, StateVector predictionCotangents, int firstRow) {
    products.clearGradient();
    A[] targets = layer.clearedCotangents();
    switch (network.plan().readout()) {
      case LAST -> {
        join(layer, -1);
        pullBack(predictionCotangents, firstRow, 0);
        int at = 0;
        for (LayerScan<A> scan : layer.scans()) {
          int count = width * rows / layer.scans().size();
          on.copy(stateCotangent, at, targets[scan.lastTime()], at, count);
          at += count;
        }
      }
      case MEAN -> {
        mean(layer);
        pullBack(predictionCotangents, firstRow, 0);
        for (int step = 0; step < steps; step++) {
          weigh(step);
          on.addProduct(targets[step], weights, stateCotangent, width * rows);
        }
      }
      case EACH_STEP -> {
        for (int step = 0; step < steps; step++) {
          join(layer, step);
          pullBack(predictionCotangents, firstRow, step * outputs);
          on.copy(stateCotangent, 0, targets[step], 0, width * rows);
        }
      }
    }
    products.getGradient(matrixCotangent);
  }

  private void pullBack(StateVector predictionCotangents, int firstRow, int column) {
    on.gather(predictionCotangents, firstRow, rows, column, outputs, cotangent);
    products.setOperand(0, state, width + 1);
    products.setResult(0, cotangent, outputs);
    products.addGradient(0, width + 1);
    products.pullBack(0, width);
    products.getOperandCotangent(0, stateCotangent, width);
  }

  /** The cotangent of weight and bias, outputs × (state + 1). */
  A matrixCotangent() {
    return matrixCotangent;
  }

  @Override
  public void close() {
    products.close();
  }
}
