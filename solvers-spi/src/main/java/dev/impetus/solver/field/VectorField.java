// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.field;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Set;

/**
 * The right-hand side {@code f} of {@code dy/dt = f(t, y; θ)} for a batch of rows.
 *
 * <p>A field computes; it does not count, check or remember. It is used by one solve at a time and
 * may therefore keep work arrays. It must not keep references to its arguments.
 */
public interface VectorField {

  /** Numbers in a row of the state. */
  int width();

  /**
   * Computes {@code dy ← f(t, y)}.
   *
   * @param t the time, one for all rows or one a row
   * @param y the state, rows × width; not to be changed
   * @param dy the result, same shape and precision; every number is to be written
   */
  void evaluate(RowScalar t, StateVector y, StateVector dy);

  /** What else this field can compute. */
  default Set<Capability> capabilities() {
    return Set.of();
  }

  /** What is known about this field. */
  default FieldTraits traits() {
    return FieldTraits.UNKNOWN;
  }

  /**
   * Sizes of the parameter arrays of θ, in the order in which they lie in the flat parameter
   * cotangent of {@link Linearization#vjp}; empty for a field without trainable parameters.
   */
  default int[] parameterSizes() {
    return new int[0];
  }

  /** The number of parameters: the sum of {@link #parameterSizes()}. */
  default int parameterCount() {
    int count = 0;
    for (int size : parameterSizes()) {
      count += size;
    }
    return count;
  }

  /**
   * A new place at which this field is evaluated and then differentiated. Several may be alive at
   * the same time, one for each stage of a step.
   *
   * @throws UnsupportedOperationException if it has no derivative capability
   */
  default Linearization newLinearization() {
    throw new UnsupportedOperationException("this field declares no derivatives");
  }

  /** A field without derivatives, written for one row at a time. */
  static VectorField ofRows(int width, RowFunction function) {
    return new RowwiseField(width, function);
  }

  /**
   * A field with vector–Jacobian products, written for one row at a time.
   *
   * @param function f for one row
   * @param pullback its vector–Jacobian products for one row
   * @param parameterSizes sizes of the parameter arrays; none for a field without parameters
   */
  static VectorField ofRows(
      int width, RowFunction function, RowPullback pullback, int... parameterSizes) {
    return new DifferentiableRowwiseField(width, function, pullback, parameterSizes);
  }

  /** A field on one row, for hand-written problems. */
  @FunctionalInterface
  interface RowFunction {
    /**
     * Computes {@code dy ← f(t, y)} for one row; both arrays have the field's width, {@code y} is
     * not to be changed, every number of {@code dy} is to be written, and neither is to be kept.
     */
    void evaluate(double t, double[] y, double[] dy);
  }

  /** The vector–Jacobian products of a field on one row. */
  @FunctionalInterface
  interface RowPullback {
    /**
     * Computes {@code yBar ← (∂f/∂y)ᵀ bar} and {@code thetaBar ← thetaBar + (∂f/∂θ)ᵀ bar} for one
     * row.
     *
     * @param t time
     * @param y state of the row; not to be changed
     * @param bar cotangent of f; not to be changed
     * @param yBar overwritten
     * @param thetaBar all parameters, flat; accumulated
     */
    void pullback(double t, double[] y, double[] bar, double[] yBar, double[] thetaBar);
  }
}
