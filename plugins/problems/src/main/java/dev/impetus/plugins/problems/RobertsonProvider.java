// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.StiffProblems;

/** Robertson's reaction; its solution is known at 0.4, 1, 40, 100, 4e5 and 1e11. */
public final class RobertsonProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public RobertsonProvider() {
    super("robertson", "1e11");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return StiffProblems.robertson();
  }

  @Override
  OdeProblem endingAt(OdeProblem usual, double time) {
    return StiffProblems.robertson(time);
  }
}
