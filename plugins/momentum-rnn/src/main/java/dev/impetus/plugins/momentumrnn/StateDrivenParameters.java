// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.model.engine.Port;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * MomentumRNN in the parametrisation of equation 10, {@code h_t = act(U (h_{t-1} + v_t) + b_h)}
 * with {@code v_t} a momentum of {@code Ŵ x_t + b}: the same functions as with {@code W = U Ŵ},
 * with other gradients.
 */
final class StateDrivenParameters implements CellParameters {

  private final GatedParameters packedForm;
  private final LayerShape shape;

  StateDrivenParameters(GatedParameters.Kind kind, int inputs, int hidden, InitialWeights initial) {
    packedForm = new GatedParameters(kind, inputs, hidden, initial);
    shape = packedForm.shape();
    if (shape.blocks() != 1) {
      throw new IllegalArgumentException("only a simple cell has this form");
    }
  }

  @Override
  public LayerShape shape() {
    return shape;
  }

  @Override
  public List<Port> ports() {
    return packedForm.ports();
  }

  @Override
  public void initialize(double[] parameters, RandomGenerator random) {
    packedForm.initialize(parameters, random);
  }

  @Override
  public void pack(double[] parameters, double[] packed) {
    packedForm.pack(parameters, packed);
    int hidden = shape.hidden();
    int columns = shape.packedColumns();
    int recurrent = hidden * shape.inputs();
    for (int row = 0; row < hidden; row++) {
      for (int column = 0; column <= shape.inputs(); column++) {
        double sum = 0;
        for (int k = 0; k < hidden; k++) {
          sum += parameters[recurrent + row * hidden + k] * driven(parameters, k, column);
        }
        packed[row * columns + shape.inputColumn() + column] = sum;
      }
    }
  }

  /** Ŵ with its bias as the last column. */
  private double driven(double[] parameters, int row, int column) {
    return parameters[place(row, column)];
  }

  private int place(int row, int column) {
    int biases = shape.hidden() * (shape.inputs() + shape.hidden());
    return column < shape.inputs() ? row * shape.inputs() + column : biases + row;
  }

  @Override
  public void unpack(
      double[] parameters,
      double[] packedCotangent,
      double[] biasCotangent,
      double[] parameterCotangent) {
    int hidden = shape.hidden();
    int columns = shape.packedColumns();
    int recurrent = hidden * shape.inputs();
    int recurrentBias = recurrent + hidden * hidden + hidden;
    for (int row = 0; row < hidden; row++) {
      int at = row * columns;
      Stretch.move(parameterCotangent, recurrent + row * hidden, packedCotangent, at, hidden, true);
      Stretch.move(
          parameterCotangent,
          recurrentBias + row,
          packedCotangent,
          at + shape.recurrentBiasColumn(),
          1,
          true);
      for (int column = 0; column <= shape.inputs(); column++) {
        double cotangent = packedCotangent[at + shape.inputColumn() + column];
        for (int k = 0; k < hidden; k++) {
          int weight = recurrent + row * hidden + k;
          parameterCotangent[weight] += cotangent * driven(parameters, k, column);
          parameterCotangent[place(k, column)] += cotangent * parameters[weight];
        }
      }
    }
  }

  @Override
  public <A> Cell<A> newCell(CellArithmetic<A> on, int size, A bias, A biasCotangent) {
    return packedForm.newCell(on, size, bias, biasCotangent);
  }
}
