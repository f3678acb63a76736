// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.runtime.report.SolveSummary.Attempt;

/** Hears of solves as they end. */
@FunctionalInterface
public interface SolveListener {

  /**
   * A solve has ended.
   *
   * @param attempt the solve
   * @param done how many have ended, this one included
   * @param all how many there will be
   */
  void solved(Attempt attempt, int done, int all);
}
