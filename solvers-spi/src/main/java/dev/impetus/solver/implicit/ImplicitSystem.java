// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * The affine implicit equation of a stage,
 *
 * <pre>{@code r(z) = c0 · z - γ · h · f(t*, z) - b = 0 }</pre>
 *
 * <p>which covers backward Euler, Crank–Nicolson, BDF, DIRK stages and variational multi-stage
 * schemes. Built by a stepper, solved by an {@link InnerSolver}, which knows neither the method nor
 * the field's type. Where {@code f = -∇E} it is the stationarity condition of the proximal problem
 * {@code min c0/2 ‖z - b/c0‖² + γ h E(z)}.
 */
public interface ImplicitSystem {

  /** The coefficient {@code c0 > 0}. */
  double leadingCoefficient();

  /** The product {@code γ · h}, with the sign of {@code h}. */
  RowScalar scaledStep();

  /** The time {@code t*} at which the field is evaluated. */
  RowScalar time();

  /** The known part {@code b}, rows × width. */
  StateVector rightHandSide();

  /** What is known about the field. */
  FieldTraits traits();

  /** Computes {@code out ← r(z)}: one evaluation of the field. */
  void residual(StateVector z, StateVector out);

  /**
   * Computes {@code out ← r(z)} and makes {@code z} the point of the Jacobians below; never cheaper
   * than {@link #residual}.
   */
  default void linearize(StateVector z, StateVector out) {
    residual(z, out);
  }

  /**
   * Computes {@code out ← (c0 I - γ h ∂f/∂y(t*, z)) v}, where {@code z} is the point of the latest
   * {@link #linearize}. A system may replace the product by a difference quotient, at the cost of
   * one evaluation, where the field lacks {@link dev.impetus.solver.field.Capability#JVP}.
   */
  void applyJacobian(StateVector z, StateVector v, StateVector out);

  /**
   * Computes {@code out ← (c0 I - γ h ∂f/∂y(t*, z))ᵀ v}, where {@code z} is the point of the latest
   * {@link #linearize}. Needs {@link dev.impetus.solver.field.Capability#VJP}.
   */
  void applyTransposedJacobian(StateVector z, StateVector v, StateVector out);

  /**
   * The norm in which the solve measures: that of the step's error relative to the tolerances, 1
   * being the whole error budget of the step.
   */
  double norm(StateVector v);
}
