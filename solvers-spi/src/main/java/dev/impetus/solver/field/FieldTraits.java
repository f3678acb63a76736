// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.field;

/**
 * Facts about a field that a solver may exploit. A field states only what it knows to be true.
 *
 * @param autonomous the value does not depend on time; explicit steps then pass the time of the
 *     step's beginning at every stage
 * @param rowsIndependent each row's value depends on that row's time and state only
 * @param symmetricJacobian ∂f/∂y is symmetric at every point, as for a gradient flow
 * @param affine {@code f(t, y) = A(t) y + g(t)}: ∂f/∂y does not depend on the state
 */
public record FieldTraits(
    boolean autonomous, boolean rowsIndependent, boolean symmetricJacobian, boolean affine) {

  /** A field that is not known to be affine. */
  public FieldTraits(boolean autonomous, boolean rowsIndependent, boolean symmetricJacobian) {
    this(autonomous, rowsIndependent, symmetricJacobian, false);
  }

  /** Nothing is known. */
  public static final FieldTraits UNKNOWN = new FieldTraits(false, false, false);

  /** Rows do not influence each other; nothing else is known. The usual case of a batch. */
  public static final FieldTraits INDEPENDENT_ROWS = new FieldTraits(false, true, false);
}
