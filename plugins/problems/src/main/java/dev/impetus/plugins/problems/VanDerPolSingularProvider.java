// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.StiffProblems;

/** Van der Pol's oscillator as a singular perturbation. */
public final class VanDerPolSingularProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public VanDerPolSingularProvider() {
    super("van-der-pol-singular", "2");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return StiffProblems.vanDerPol();
  }
}
