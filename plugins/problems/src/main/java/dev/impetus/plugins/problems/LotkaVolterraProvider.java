// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.LotkaVolterra;
import dev.impetus.solver.problem.OdeProblem;

/** Predator and prey. */
public final class LotkaVolterraProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public LotkaVolterraProvider() {
    super("lotka-volterra", "10");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return LotkaVolterra.problem();
  }
}
