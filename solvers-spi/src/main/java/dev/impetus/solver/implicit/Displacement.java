// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;

/**
 * The σ of the difference {@code (f(z + σv) - f(z)) / σ}, one a row where rows are independent: one
 * for all would be lost in the rounding of a row that is large beside its neighbours. σv is a small
 * part of the state in the norm of the error control, which knows how large each component is; an
 * affine field has no truncation error, so that it is as long as the state.
 */
final class Displacement {

  private final StepContext context;
  private final boolean affine;
  private final RowScalar sigma;
  private final double[] vSquares;
  private final double[] zSquares;
  private final double part;

  Displacement(StepContext context) {
    this.context = context;
    FieldTraits traits = context.field().traits();
    affine = traits.affine();
    boolean perRow = traits.rowsIndependent() && context.rows() > 1;
    sigma = perRow ? RowScalar.perRow(context.rows()) : RowScalar.shared(0);
    vSquares = new double[sigma.size()];
    zSquares = new double[sigma.size()];
    double unit = StoppingMonitor.roundingUnit(context.precision());
    double relative = context.tolerances().relative();
    part = relative > 0 ? Math.sqrt(unit) / relative : 1;
  }

  /** A new number that holds a value for each σ and each of these. */
  RowScalar fitting(RowScalar other) {
    return sigma.isShared() ? other.newLike() : sigma.newLike();
  }

  /**
   * The σ along v; 0 where v is.
   *
   * @param z where the field is differenced
   * @param reference the state to which the norm refers
   */
  RowScalar along(StateVector v, StateVector z, StateVector reference) {
    if (affine) {
      squares(v, vSquares);
      squares(z, zSquares);
    } else {
      context.norm().measure(v, reference, reference, context.tolerances(), sigma);
    }
    for (int i = 0; i < sigma.size(); i++) {
      sigma.set(i, affine ? asLongAs(zSquares[i], vSquares[i]) : small(sigma.get(i)));
    }
    return sigma;
  }

  private static double asLongAs(double state, double square) {
    return square == 0 ? 0 : state == 0 ? 1 : Math.sqrt(state / square);
  }

  private double small(double length) {
    return length == 0 ? 0 : part / length;
  }

  private void squares(StateVector x, double[] out) {
    if (sigma.isShared()) {
      out[0] = x.dot(x);
    } else {
      x.rowDots(x, out);
    }
  }
}
