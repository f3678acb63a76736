// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * The adjoint system as one flat row {@code [y, a, g]}: {@code y' = f}, {@code a' = -(∂f/∂y)ᵀ a},
 * {@code g' = -(∂f/∂θ)ᵀ a}.
 */
final class AugmentedField implements VectorField {

  private final Linearization point;
  private final int rows;
  private final int width;
  private final int parameters;
  private final StateVector negated;

  AugmentedField(VectorField field, StateVector like) {
    point = field.newLinearization();
    rows = like.rows();
    width = like.width();
    parameters = field.parameterCount();
    negated = like.newLike();
  }

  @Override
  public int width() {
    return 2 * rows * width + parameters;
  }

  @Override
  public void evaluate(RowScalar t, StateVector state, StateVector derivative) {
    int n = rows * width;
    point.evaluate(t, state.view(0, rows, width), derivative.view(0, rows, width));
    negated.copyFrom(state.view(n, rows, width));
    negated.scale(-1);
    StateVector parameterSlope = null;
    if (parameters > 0) {
      parameterSlope = derivative.view(2 * n, 1, parameters);
      parameterSlope.fill(0);
    }
    point.vjp(negated, derivative.view(n, rows, width), parameterSlope);
  }

  @Override
  public FieldTraits traits() {
    return FieldTraits.UNKNOWN;
  }
}
