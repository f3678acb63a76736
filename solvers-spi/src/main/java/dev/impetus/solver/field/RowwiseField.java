// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.field;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/** Applies a function of one row to every row. */
final class RowwiseField implements VectorField {

  private final RowFunction function;
  private final double[] y;
  private final double[] dy;

  RowwiseField(int width, RowFunction function) {
    this.function = function;
    this.y = new double[width];
    this.dy = new double[width];
  }

  @Override
  public int width() {
    return y.length;
  }

  @Override
  public void evaluate(RowScalar t, StateVector state, StateVector derivative) {
    for (int row = 0; row < state.rows(); row++) {
      for (int i = 0; i < y.length; i++) {
        y[i] = state.get(row, i);
      }
      function.evaluate(t.get(row), y, dy);
      for (int i = 0; i < dy.length; i++) {
        derivative.set(row, i, dy[i]);
      }
    }
  }

  @Override
  public FieldTraits traits() {
    return FieldTraits.INDEPENDENT_ROWS;
  }
}
