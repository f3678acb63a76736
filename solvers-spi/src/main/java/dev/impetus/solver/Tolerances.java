// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

/**
 * The accuracy that a solve is asked for: a step's error estimate {@code e} is acceptable when its
 * norm relative to {@code absolute + relative · |y|} is at most one.
 *
 * @param relative relative tolerance, {@code >= 0}
 * @param absolute absolute tolerance in the units of the state, {@code >= 0}; not both are zero
 */
public record Tolerances(double relative, double absolute) {

  /** Checks the ranges. */
  public Tolerances {
    if (!(relative >= 0 && absolute >= 0 && relative + absolute > 0)
        || Double.isInfinite(relative + absolute)) {
      throw new IllegalArgumentException(
          "tolerances must be finite, not negative and not both zero, but rtol is "
              + relative
              + " and atol is "
              + absolute);
    }
  }
}
