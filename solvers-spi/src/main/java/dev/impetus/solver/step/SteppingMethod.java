// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

/**
 * A method of taking one step, as an immutable value that any number of solves may share: what a
 * solver plugin creates from its configuration. All that changes during a solve lives in the {@link
 * Stepper}.
 */
public interface SteppingMethod {

  /** The method's facts. */
  MethodInfo info();

  /** A stepper for one solve, with its work vectors allocated. */
  Stepper newStepper(StepContext context);

  /**
   * The backward counterpart of a step, for the discrete gradient. Needs {@link
   * dev.impetus.solver.field.Capability#VJP}.
   *
   * @throws UnsupportedOperationException if the method has none; then only a continuous adjoint is
   *     possible
   */
  default StepPullback newPullback(StepContext context) {
    throw new UnsupportedOperationException(info().name() + " has no discrete gradient");
  }
}
