// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * The g of an affine and autonomous field {@code f(y) = A y + g}, evaluated once a solve, so that
 * {@code A v = f(v) - g} needs no point and no difference of large numbers.
 */
final class ConstantPart {

  private final VectorField field;
  private final boolean exists;
  private boolean kept;
  private boolean known;
  private boolean zero;
  private StateVector value;

  ConstantPart(VectorField field) {
    FieldTraits traits = field.traits();
    this.field = field;
    exists = traits.affine() && traits.autonomous();
  }

  /** A solve begins: g is to be evaluated anew, and may be kept until the next call. */
  void forget() {
    kept = exists;
    known = false;
  }

  /**
   * Evaluates g if need be.
   *
   * @param work overwritten
   * @return whether it is known
   */
  boolean isKnown(RowScalar time, StateVector work) {
    if (kept && !known) {
      if (value == null) {
        value = work.newLike();
      }
      work.fill(0);
      field.evaluate(time, work, value);
      zero = value.dot(value) == 0;
      known = true;
    }
    return known;
  }

  /** g; null if it is zero. */
  StateVector value() {
    return zero ? null : value;
  }
}
