// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.field;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * A point {@code (t, y)} at which a field was evaluated, with whatever the field keeps so that
 * derivatives there need no second forward pass. Reused: each {@link #evaluate} moves it to a new
 * point. All derivatives are those at the latest point.
 */
public interface Linearization {

  /** Moves here and computes {@code dy ← f(t, y)}, as {@link VectorField#evaluate}. */
  void evaluate(RowScalar t, StateVector y, StateVector dy);

  /**
   * The vector–Jacobian products {@code stateCotangent ← (∂f/∂y)ᵀ cotangent} (overwritten) and
   * {@code parameterCotangent ← parameterCotangent + (∂f/∂θ)ᵀ cotangent} (accumulated, summed over
   * rows).
   *
   * @param cotangent rows × width; not to be changed
   * @param stateCotangent rows × width
   * @param parameterCotangent 1 × parameterCount; null if it is not wanted
   */
  default void vjp(
      StateVector cotangent, StateVector stateCotangent, StateVector parameterCotangent) {
    throw new UnsupportedOperationException("this field does not declare " + Capability.VJP);
  }

  /** The Jacobian–vector product {@code out ← (∂f/∂y) tangent}; both rows × width. */
  default void jvp(StateVector tangent, StateVector out) {
    throw new UnsupportedOperationException("this field does not declare " + Capability.JVP);
  }
}
