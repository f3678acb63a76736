// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;

/** A field on all rows as one system of the library. */
final class FlatField implements FirstOrderDifferentialEquations {

  /** The field has no value there. The library would take a NaN for a small error. */
  static final class NotFinite extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int row;

    NotFinite(int row) {
      super("the field is NaN or infinite in row " + row, null, false, false);
      this.row = row;
    }

    int row() {
      return row;
    }
  }

  /**
   * What the field itself has thrown, on its way through the library: an exception of the library's
   * own types is else taken for a failure of the integrator.
   */
  static final class Thrown extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RuntimeException original;

    Thrown(RuntimeException original) {
      super(null, original, false, false);
      this.original = original;
    }

    /** As the field threw it. */
    RuntimeException original() {
      return original;
    }
  }

  private final VectorField field;
  private final StateVector state;
  private final StateVector slope;
  private final RowScalar time = RowScalar.shared(0);

  FlatField(VectorField field, StateVector like) {
    this.field = field;
    state = like.newLike();
    slope = like.newLike();
  }

  @Override
  public int getDimension() {
    return state.size();
  }

  @Override
  public void computeDerivatives(double t, double[] y, double[] dy) {
    time.setAll(t);
    state.copyFrom(y, 0);
    try {
      field.evaluate(time, state, slope);
    } catch (RuntimeException thrown) {
      throw new Thrown(thrown);
    }
    int broken = slope.firstNonFiniteRow();
    if (broken >= 0) {
      throw new NotFinite(broken);
    }
    slope.copyTo(dy, 0);
  }
}
