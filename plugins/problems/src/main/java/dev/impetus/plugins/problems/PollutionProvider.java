// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.StiffProblems;

/** POLLU, the chemistry of air pollution. */
public final class PollutionProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public PollutionProvider() {
    super("pollution", "60");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return StiffProblems.pollution();
  }
}
