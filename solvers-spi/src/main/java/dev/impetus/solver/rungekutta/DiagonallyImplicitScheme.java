// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

/**
 * A diagonally implicit tableau with its interpolant: the first stage explicit at node 0 (without
 * weight where the method has no such stage), the others implicit, the last one the result.
 */
record DiagonallyImplicitScheme(ButcherTableau tableau, ContinuousExtension extension) {

  DiagonallyImplicitScheme {
    extension.requireFits(tableau);
    int stages = tableau.stages();
    for (int i = 0; i < stages; i++) {
      for (int j = i + 1; j < stages; j++) {
        require(tableau.a(i, j) == 0, "stage " + i + " depends on a later one");
      }
      require(
          (tableau.a(i, i) != 0) == (i > 0),
          "the first stage must be explicit and the others implicit, but stage " + i + " is not");
    }
    require(tableau.isFirstSameAsLast(), "the last stage is not the result");
    require(extension.ownStages() == 0, "the extension has stages of its own");
  }

  private static void require(boolean holds, String why) {
    if (!holds) {
      throw new IllegalArgumentException("a diagonally implicit tableau is wrong: " + why);
    }
  }

  /** Order of the tableau's error estimate in a method of this order; 0 if it has none. */
  int errorOrder(int order) {
    return tableau.hasErrorEstimate() ? Math.min(order, tableau.embeddedOrder()) + 1 : 0;
  }
}
