// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/** The recurrent net of Elman (1990): {@code h_t = act(a_t)}. */
final class SimpleCell<A> implements Cell<A> {

  /** The nonlinearity of a simple cell. */
  enum Activation {
    /** Hyperbolic tangent. */
    TANH,
    /** Logistic function. */
    SIGMOID,
    /** Rectifier. */
    RELU
  }

  private final CellArithmetic<A> on;
  private final int size;
  private final Activation activation;
  private final A ones;

  SimpleCell(CellArithmetic<A> on, int size, Activation activation) {
    this.on = on;
    this.size = size;
    this.activation = activation;
    ones = on.zeros(size);
    on.fill(ones, 0, size, 1);
  }

  @Override
  public int memories() {
    return 0;
  }

  @Override
  public void forward(A[] gates, A[] previous, A[] next) {
    A h = next[0];
    if (activation == Activation.TANH) {
      on.tanh(h, gates[0], size);
      return;
    }
    on.copy(gates[0], 0, h, 0, size);
    if (activation == Activation.SIGMOID) {
      on.sigmoid(h, size);
    } else {
      on.relu(h, size);
    }
  }

  @Override
  public void backward(
      A[] gates,
      A[] previous,
      A[] next,
      A[] cotangents,
      A[] gateCotangents,
      A[] previousCotangents) {
    A h = next[0];
    switch (activation) {
      case TANH -> on.tanhSlope(gateCotangents[0], cotangents[0], ones, h, size);
      case SIGMOID -> on.sigmoidSlope(gateCotangents[0], cotangents[0], ones, h, size);
      case RELU -> on.reluSlope(gateCotangents[0], cotangents[0], h, size);
    }
    on.fill(previousCotangents[0], 0, size, 0);
  }
}
