// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * The cell of orthogonal recurrent nets (Arjovsky, Shah and Bengio 2016; Helfrich, Willmott and Ye
 * 2018): {@code h_t = sign(a_t) max(|a_t| + b, 0)} with a bias b a unit.
 */
final class ModReluCell<A> implements Cell<A> {

  private final CellArithmetic<A> on;
  private final int size;
  private final A bias;
  private final A biasCotangent;

  /**
   * A cell.
   *
   * @param bias hidden × rows
   * @param biasCotangent of that shape; added to
   */
  ModReluCell(CellArithmetic<A> on, int size, A bias, A biasCotangent) {
    this.on = on;
    this.size = size;
    this.bias = bias;
    this.biasCotangent = biasCotangent;
  }

  @Override
  public int memories() {
    return 0;
  }

  @Override
  public void forward(A[] gates, A[] previous, A[] next) {
    on.modRelu(next[0], gates[0], bias, size);
  }

  @Override
  public void backward(
      A[] gates,
      A[] previous,
      A[] next,
      A[] cotangents,
      A[] gateCotangents,
      A[] previousCotangents) {
    on.modReluSlope(gateCotangents[0], cotangents[0], next[0], biasCotangent, size);
    on.fill(previousCotangents[0], 0, size, 0);
  }
}
