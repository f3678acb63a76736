// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.field;

import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Objects;

/** Applies a function of one row to every row. */
class RowwiseField implements VectorField {

  private final int width;
  private final RowFunction function;
  private final double[] y;
  private final double[] dy;

  RowwiseField(int width, RowFunction function) {
    if (width < 1) {
      throw new IllegalArgumentException("a row has at least one number, not " + width);
    }
    this.width = width;
    this.function = Objects.requireNonNull(function, "function");
    this.y = new double[width];
    this.dy = new double[width];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void evaluate(RowScalar t, StateVector state, StateVector derivative) {
    if (state instanceof Float64State from && derivative instanceof Float64State to) {
      if (from.array().length == width && to.array().length == width) {
        // One row that fills its arrays: the function works on them directly.
        function.evaluate(t.get(0), from.array(), to.array());
      } else {
        eachRow(t, from, to);
      }
    } else {
      eachRowConverted(t, state, derivative);
    }
  }

  private void eachRow(RowScalar t, Float64State from, Float64State to) {
    for (int row = 0; row < from.rows(); row++) {
      System.arraycopy(from.array(), from.offset() + row * width, y, 0, width);
      function.evaluate(t.get(row), y, dy);
      System.arraycopy(dy, 0, to.array(), to.offset() + row * width, width);
    }
  }

  private void eachRowConverted(RowScalar t, StateVector from, StateVector to) {
    for (int row = 0; row < from.rows(); row++) {
      for (int i = 0; i < width; i++) {
        y[i] = from.get(row, i);
      }
      function.evaluate(t.get(row), y, dy);
      for (int i = 0; i < width; i++) {
        to.set(row, i, dy[i]);
      }
    }
  }

  @Override
  public FieldTraits traits() {
    return FieldTraits.INDEPENDENT_ROWS;
  }
}
