// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.model.engine.Port;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Input weights W, recurrent weights U and two biases: the parameters of a simple cell, an LSTM and
 * a GRU. Blocks are packed as they are, but for the candidate n of a GRU, whose part from the input
 * and part from the state are two blocks.
 */
final class GatedParameters implements CellParameters {

  /** What a block of pre-activations is for. */
  enum Kind {
    /** One block with a tanh. */
    TANH(1, 1),
    /** One block with a logistic function. */
    SIGMOID(1, 1),
    /** One block with a rectifier. */
    RELU(1, 1),
    /** Four blocks: input, forget, cell, output. */
    LSTM(LstmCell.BLOCKS, LstmCell.BLOCKS),
    /** Three blocks, r, z, n, the last of which is packed as two. */
    GRU(3, GruCell.BLOCKS);

    private final int blocks;
    private final int packedBlocks;

    Kind(int blocks, int packedBlocks) {
      this.blocks = blocks;
      this.packedBlocks = packedBlocks;
    }
  }

  private final Kind kind;
  private final LayerShape shape;
  private final InitialWeights initial;

  GatedParameters(Kind kind, int inputs, int hidden, InitialWeights initial) {
    this.kind = kind;
    this.shape = new LayerShape(inputs, hidden, kind.packedBlocks);
    this.initial = initial;
  }

  @Override
  public LayerShape shape() {
    return shape;
  }

  private int rows() {
    return kind.blocks * shape.hidden();
  }

  /** Weights and biases of the input and of the state. */
  @Override
  public List<Port> ports() {
    long rows = rows();
    return List.of(
        new Port("input-weight", List.of(rows, (long) shape.inputs())),
        new Port("recurrent-weight", List.of(rows, (long) shape.hidden())),
        new Port("input-bias", List.of(rows)),
        new Port("recurrent-bias", List.of(rows)));
  }

  @Override
  public void initialize(double[] parameters, RandomGenerator random) {
    int rows = rows();
    initial.input(parameters, 0, rows, shape.inputs(), shape.hidden(), random);
    int recurrent = rows * shape.inputs();
    initial.recurrent(parameters, recurrent, rows, shape.hidden(), random);
    if (kind == Kind.LSTM) {
      // Input and recurrent bias both, as the published code has it.
      int biases = recurrent + rows * shape.hidden();
      initial.forgetGate(parameters, biases + shape.hidden(), shape.hidden());
      initial.forgetGate(parameters, biases + rows + shape.hidden(), shape.hidden());
    }
  }

  @Override
  public void pack(double[] parameters, double[] packed) {
    move(parameters, packed, false);
  }

  @Override
  public void unpack(
      double[] parameters,
      double[] packedCotangent,
      double[] biasCotangent,
      double[] parameterCotangent) {
    move(parameterCotangent, packedCotangent, true);
  }

  private void move(double[] parameters, double[] packed, boolean back) {
    int rows = rows();
    int columns = shape.packedColumns();
    int recurrent = rows * shape.inputs();
    int biases = recurrent + rows * shape.hidden();
    int split = kind == Kind.GRU ? 2 * shape.hidden() : rows;
    for (int row = 0; row < rows; row++) {
      int input = row * columns;
      // The state's part of a GRU's n is the block behind the input's.
      int state = (row < split ? row : row + shape.hidden()) * columns;
      Stretch.move(
          parameters,
          row * shape.inputs(),
          packed,
          input + shape.inputColumn(),
          shape.inputs(),
          back);
      Stretch.move(
          parameters, recurrent + row * shape.hidden(), packed, state, shape.hidden(), back);
      Stretch.move(parameters, biases + row, packed, input + shape.inputBiasColumn(), 1, back);
      Stretch.move(
          parameters, biases + rows + row, packed, state + shape.recurrentBiasColumn(), 1, back);
    }
  }

  @Override
  public <A> Cell<A> newCell(CellArithmetic<A> on, int size, A bias, A biasCotangent) {
    return switch (kind) {
      case TANH -> new SimpleCell<>(on, size, SimpleCell.Activation.TANH);
      case SIGMOID -> new SimpleCell<>(on, size, SimpleCell.Activation.SIGMOID);
      case RELU -> new SimpleCell<>(on, size, SimpleCell.Activation.RELU);
      case LSTM -> new LstmCell<>(on, size);
      case GRU -> new GruCell<>(on, size);
    };
  }
}
