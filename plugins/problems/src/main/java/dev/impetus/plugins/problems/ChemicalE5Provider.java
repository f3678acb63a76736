// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.StiffProblems;

/** E5, chemical pyrolysis. */
public final class ChemicalE5Provider extends ClassicProblem {

  /** For ServiceLoader. */
  public ChemicalE5Provider() {
    super("chemical-e5", "1e11");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return StiffProblems.chemicalE5();
  }
}
