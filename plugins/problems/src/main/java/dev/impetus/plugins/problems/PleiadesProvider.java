// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.Pleiades;

/** Seven stars. */
public final class PleiadesProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public PleiadesProvider() {
    super("pleiades", "3");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return Pleiades.problem();
  }
}
