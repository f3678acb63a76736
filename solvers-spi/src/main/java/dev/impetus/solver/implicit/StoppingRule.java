// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import java.util.Objects;

/**
 * When an inner iteration on {@code r(z) = c0 z - γ h f(z) - b = 0} is good enough. None of the
 * rules is an absolute constant: an absolute residual freezes a slow solution where {@code ‖h f‖}
 * is below it, and a residual that does not shrink with the step's error caps the order.
 *
 * @param kind what is compared
 * @param tolerance with what
 */
public record StoppingRule(Kind kind, double tolerance) {

  /** What a rule compares. */
  public enum Kind {
    /**
     * The iteration error, in the norm of the step's error control, against a part of the error
     * budget of the step; and at the same time the residual against a tenth of the movement {@code
     * c0 z - b}, so that a loose tolerance cannot freeze the solution.
     */
    TOLERANCE,
    /**
     * {@code ‖r(z)‖ <= η ‖c0 z - b‖}. With backward Euler on a ρ-weakly convex energy, η up to
     * {@code 1 - hρ/2} guarantees that the energy decays.
     */
    ENERGY,
    /** {@code ‖r(z)‖ <= ε ‖r(z0)‖}, z0 being the first guess. */
    RESIDUAL
  }

  /** A tenth of the step's error budget, as in CVODE. */
  public static final StoppingRule DEFAULT = tolerance(0.1);

  /** Checks the tolerance. */
  public StoppingRule {
    Objects.requireNonNull(kind, "kind");
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException(
          "a stopping rule needs a tolerance in (0, 1), but it is " + tolerance);
    }
  }

  /** {@link Kind#TOLERANCE} with a part of the step's error budget. */
  public static StoppingRule tolerance(double part) {
    return new StoppingRule(Kind.TOLERANCE, part);
  }

  /** {@link Kind#ENERGY} with η. */
  public static StoppingRule energy(double eta) {
    return new StoppingRule(Kind.ENERGY, eta);
  }

  /** {@link Kind#RESIDUAL} with ε. */
  public static StoppingRule residual(double epsilon) {
    return new StoppingRule(Kind.RESIDUAL, epsilon);
  }
}
