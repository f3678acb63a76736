// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.AllenCahn;
import dev.impetus.solver.problem.OdeProblem;

/** The Allen–Cahn equation; its solution is known, at some points, at 1, 10 and 50. */
public final class AllenCahnProvider extends ClassicProblem {

  private static final double USUAL_END = 10;

  /** For ServiceLoader. */
  public AllenCahnProvider() {
    super("allen-cahn", "10");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return AllenCahn.until(USUAL_END);
  }

  @Override
  OdeProblem endingAt(OdeProblem usual, double time) {
    return AllenCahn.until(time);
  }
}
