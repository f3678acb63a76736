// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

/**
 * The coefficients of a tableau and of its extension, whose own stages follow the tableau's, as
 * those of one method.
 */
record ExplicitCoefficients(ButcherTableau tableau, ContinuousExtension extension) {

  /** How many stages there are, those that only interpolated outputs use included. */
  int stages() {
    return extension.stages();
  }

  /** How many of the first stages the step's result needs. */
  int stagesOfResult() {
    int count = stages();
    while (b(count - 1) == 0) {
      count--;
    }
    return count;
  }

  double a(int i, int j) {
    int own = i - tableau.stages();
    if (own >= 0) {
      return extension.ownCoefficient(own, j);
    }
    return j < tableau.stages() ? tableau.a(i, j) : 0;
  }

  double b(int i) {
    return i < tableau.stages() ? tableau.b(i) : 0;
  }

  double c(int i) {
    int own = i - tableau.stages();
    return own >= 0 ? extension.ownNode(own) : tableau.c(i);
  }
}
