// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

/**
 * Which formula a step was taken with, packed into one number as a {@link
 * dev.impetus.solver.step.StepAttempt} carries it.
 */
final class Formula {

  private static final int FIXED_LEADING = 0;
  private static final int VARIABLE = 1;
  private static final int EXTRAPOLATED = 2;
  private static final int BITS = 3;
  private static final int MASK = (1 << BITS) - 1;

  private Formula() {}

  /** Fixed leading coefficient, through k+1 past values. */
  static int fixedLeading(int k) {
    return pack(FIXED_LEADING, k, k);
  }

  /** The derivative of the polynomial through the result and k past values. */
  static int variable(int k) {
    return pack(VARIABLE, k, k);
  }

  /**
   * Backward Euler extrapolated to order p, when {@code count} values are known, which is the order
   * of its interpolant.
   */
  static int extrapolated(int p, int count) {
    return pack(EXTRAPOLATED, p, count);
  }

  private static int pack(int kind, int order, int degree) {
    return (((kind << BITS) | degree) << BITS) | order;
  }

  static int order(int formula) {
    return formula & MASK;
  }

  /** Degree of the interpolant: the number of past values that it goes through. */
  static int degree(int formula) {
    return (formula >> BITS) & MASK;
  }

  static boolean isExtrapolated(int formula) {
    return (formula >> (2 * BITS)) == EXTRAPOLATED;
  }

  /** How many past values the right-hand side is a sum of. */
  static int pastValues(int formula) {
    return degree(formula) + ((formula >> (2 * BITS)) == FIXED_LEADING ? 1 : 0);
  }

  static boolean isVariable(int formula) {
    return (formula >> (2 * BITS)) == VARIABLE;
  }
}
