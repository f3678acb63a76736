// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * The LSTM with a forget gate (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and Cummins
 * 2000), gates in the order input, forget, cell, output:
 *
 * <pre>{@code
 * c_t = σ(f) c_{t-1} + σ(i) tanh(g)     h_t = σ(o) tanh(c_t)
 * }</pre>
 */
final class LstmCell<A> implements Cell<A> {

  /** Blocks of pre-activations. */
  static final int BLOCKS = 4;

  private final CellArithmetic<A> on;
  private final int size;
  private final A tanhC;

  LstmCell(CellArithmetic<A> on, int size) {
    this.on = on;
    this.size = size;
    tanhC = on.zeros(size);
  }

  @Override
  public int memories() {
    return 1;
  }

  @Override
  public void forward(A[] gates, A[] previous, A[] next) {
    A i = gates[0];
    A f = gates[1];
    A g = gates[2];
    A o = gates[3];
    A c = next[1];
    on.gate(i, size);
    on.gate(f, size);
    on.tanh(g, g, size);
    on.gate(o, size);
    on.multiply(c, f, previous[1], size);
    on.addProduct(c, i, g, size);
    on.tanh(tanhC, c, size);
    on.multiply(next[0], o, tanhC, size);
  }

  @Override
  public void backward(
      A[] gates,
      A[] previous,
      A[] next,
      A[] cotangents,
      A[] gateCotangents,
      A[] previousCotangents) {
    A hBar = cotangents[0];
    A cBar = cotangents[1];
    on.quotient(tanhC, next[0], gates[3], size);
    on.sigmoidSlope(gateCotangents[3], hBar, tanhC, gates[3], size);
    on.addTanhSlope(cBar, hBar, gates[3], tanhC, size);
    on.sigmoidSlope(gateCotangents[0], cBar, gates[2], gates[0], size);
    on.sigmoidSlope(gateCotangents[1], cBar, previous[1], gates[1], size);
    on.tanhSlope(gateCotangents[2], cBar, gates[0], gates[2], size);
    on.multiply(previousCotangents[1], cBar, gates[1], size);
    on.fill(previousCotangents[0], 0, size, 0);
  }
}
