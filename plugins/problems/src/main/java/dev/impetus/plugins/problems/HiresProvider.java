// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.StiffProblems;

/** HIRES, a chain of eight reactions. */
public final class HiresProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public HiresProvider() {
    super("hires", "321.8122");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return StiffProblems.hires();
  }
}
