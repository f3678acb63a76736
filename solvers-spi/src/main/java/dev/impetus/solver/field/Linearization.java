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

  /**
   * How many numbers of the state's precision make this place what it is after the latest {@link
   * #evaluate}, which must have been called once: a record of so many can be {@linkplain #save
   * saved} and {@linkplain #restore restored}, so that one linearisation serves many places. 0 if
   * that is not possible; then each place is a linearisation of its own, which is as good where it
   * is little more than a copy of the state.
   */
  default int savedSize() {
    return 0;
  }

  /**
   * Puts this place aside.
   *
   * @param record {@link #savedSize} numbers
   */
  default void save(StateVector record) {
    throw new UnsupportedOperationException("this linearisation cannot be saved");
  }

  /** Goes back to the place of a record that this or another linearisation of the field saved. */
  default void restore(StateVector record) {
    throw new UnsupportedOperationException("this linearisation cannot be restored");
  }

  /** The Jacobian–vector product {@code out ← (∂f/∂y) tangent}; both rows × width. */
  default void jvp(StateVector tangent, StateVector out) {
    throw new UnsupportedOperationException("this field does not declare " + Capability.JVP);
  }
}
