// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.StiffProblems;

/** The Oregonator. */
public final class OregonatorProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public OregonatorProvider() {
    super("oregonator", "360");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return StiffProblems.oregonator();
  }
}
