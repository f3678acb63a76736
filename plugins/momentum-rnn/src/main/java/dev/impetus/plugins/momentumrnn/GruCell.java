// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * The gated recurrent unit (Cho et al. 2014) with the reset gate behind the product, as cuDNN has
 * it; blocks of pre-activations are r, z, that of n from the input, and that of n from the state:
 *
 * <pre>{@code
 * n_t = tanh(n_x + σ(r) n_h)     h_t = n_t + σ(z) (h_{t-1} - n_t)
 * }</pre>
 */
final class GruCell<A> implements Cell<A> {

  /** Blocks of pre-activations. */
  static final int BLOCKS = 4;

  private final CellArithmetic<A> on;
  private final int size;
  private final A ones;
  private final A nBar;

  GruCell(CellArithmetic<A> on, int size) {
    this.on = on;
    this.size = size;
    ones = on.zeros(size);
    on.fill(ones, 0, size, 1);
    nBar = on.zeros(size);
  }

  @Override
  public int memories() {
    return 0;
  }

  @Override
  public void forward(A[] gates, A[] previous, A[] next) {
    A n = gates[2];
    on.gate(gates[0], size);
    on.gate(gates[1], size);
    on.addProduct(n, gates[0], gates[3], size);
    on.tanh(n, n, size);
    on.interpolate(next[0], n, previous[0], gates[1], size);
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
    A n = gates[2];
    on.gateSlope(gateCotangents[1], hBar, previous[0], n, gates[1], size);
    on.multiplyComplement(nBar, hBar, gates[1], size);
    on.tanhSlope(gateCotangents[2], nBar, ones, n, size);
    on.sigmoidSlope(gateCotangents[0], gateCotangents[2], gates[3], gates[0], size);
    on.multiply(gateCotangents[3], gateCotangents[2], gates[0], size);
    on.multiply(previousCotangents[0], hBar, gates[1], size);
  }
}
