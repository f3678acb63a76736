// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.solver.state.StateVector;
import java.util.OptionalDouble;

/**
 * Keeps gradients small: first number by number, then as a whole (Pascanu, Mikolov and Bengio, "On
 * the difficulty of training recurrent neural networks", ICML 2013, algorithm 1).
 */
record GradientClipping(OptionalDouble value, OptionalDouble norm) {

  /**
   * Clips in place.
   *
   * @return the norm before scaling; not finite if the gradient is not
   */
  double apply(StateVector gradient) {
    value.ifPresent(bound -> clampNumbers(gradient, bound));
    double length = Math.sqrt(gradient.dot(gradient));
    if (norm.isPresent() && length > norm.getAsDouble() && Double.isFinite(length)) {
      gradient.scale(norm.getAsDouble() / length);
    }
    return length;
  }

  private static void clampNumbers(StateVector gradient, double bound) {
    for (int i = 0; i < gradient.width(); i++) {
      double number = gradient.get(0, i);
      if (Math.abs(number) > bound && Double.isFinite(number)) {
        gradient.set(0, i, Math.copySign(bound, number));
      }
    }
  }
}
