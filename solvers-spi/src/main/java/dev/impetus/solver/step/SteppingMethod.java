// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.control.PidController;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.field.VectorField;
import java.util.Optional;

/**
 * A method of taking one step, as an immutable value that any number of solves may share: what a
 * solver plugin creates from its configuration. All that changes during a solve lives in the {@link
 * Stepper}.
 */
public interface SteppingMethod {

  /** The method's facts. */
  MethodInfo info();

  /**
   * Why this method cannot solve with that field, in one sentence that names the pair that does not
   * fit; empty if it can, as far as {@link MethodInfo#needs} does not say otherwise.
   */
  default Optional<String> refusal(VectorField field) {
    return Optional.empty();
  }

  /**
   * The step controller that suits the method, taken where no other is asked for; of use only if
   * the method has an error estimate or the controller needs none.
   */
  default StepController suitedController() {
    return PidController.integral();
  }

  /**
   * Why rows cannot share their steps in that way, in one sentence; empty if they can. Unless a
   * method says otherwise, it takes common steps only: steps of their own need a stepper whose rows
   * come out as if each were solved alone, whatever the steps of the others, 0 included.
   */
  default Optional<String> refusal(BatchPolicy policy) {
    return policy.isPerSample()
        ? Optional.of(
            info().name()
                + " couples the rows of a batch, by an inner solve or by its history, so that they"
                + " cannot have steps of their own")
        : Optional.empty();
  }

  /**
   * Whether its steppers evaluate their stages in the {@link StageStore} of their context, if there
   * is one, and its pullbacks then start from there and repeat nothing; needed for {@link
   * dev.impetus.solver.gradient.FullStorage}. Such a method takes {@link
   * MethodInfo#evaluationsPerStep} evaluations a step.
   */
  default boolean storesStages() {
    return false;
  }

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
