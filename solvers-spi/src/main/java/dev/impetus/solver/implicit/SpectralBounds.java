// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

/**
 * Bounds of the eigenvalues of {@code c0 I - γ h J} for a symmetric J.
 *
 * @param smallest m
 * @param largest M
 */
record SpectralBounds(double smallest, double largest) {

  /** Whether the equation has one solution and the iteration can find it. */
  boolean arePositive() {
    return smallest > 0 && largest >= smallest && largest < Double.POSITIVE_INFINITY;
  }

  /** The condition number M/m. */
  double condition() {
    return largest / smallest;
  }
}
