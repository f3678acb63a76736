// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.model.engine.Port;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Parameters of a gated recurrent unit, blocks r, z, n. The part of n that comes from the input and
 * the part that comes from the state are packed as two blocks.
 */
final class GruParameters implements CellParameters {

  private static final int BLOCKS = 3;

  private final LayerShape shape;
  private final InitialWeights initial;

  GruParameters(int inputs, int hidden, InitialWeights initial) {
    this.shape = new LayerShape(inputs, hidden, GruCell.BLOCKS);
    this.initial = initial;
  }

  @Override
  public LayerShape shape() {
    return shape;
  }

  private int rows() {
    return BLOCKS * shape.hidden();
  }

  @Override
  public List<Port> ports() {
    return GatedParameters.ports(rows(), shape);
  }

  @Override
  public void initialize(double[] parameters, RandomGenerator random) {
    initial.input(parameters, 0, rows(), shape.inputs(), shape.hidden(), random);
    initial.recurrent(parameters, rows() * shape.inputs(), rows(), shape.hidden(), random);
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
    int hidden = shape.hidden();
    int rows = rows();
    int recurrent = rows * shape.inputs();
    int biases = recurrent + rows * hidden;
    for (int row = 0; row < rows; row++) {
      int input = row * shape.packedColumns();
      // The state's part of n is the fourth block.
      int state = (row < 2 * hidden ? row : row + hidden) * shape.packedColumns();
      Stretch.move(
          parameters,
          row * shape.inputs(),
          packed,
          input + shape.inputColumn(),
          shape.inputs(),
          back);
      Stretch.move(parameters, recurrent + row * hidden, packed, state, hidden, back);
      Stretch.move(parameters, biases + row, packed, input + shape.inputBiasColumn(), 1, back);
      Stretch.move(
          parameters, biases + rows + row, packed, state + shape.recurrentBiasColumn(), 1, back);
    }
  }

  @Override
  public <A> Cell<A> newCell(CellArithmetic<A> on, int size, A bias, A biasCotangent) {
    return new GruCell<>(on, size);
  }
}
