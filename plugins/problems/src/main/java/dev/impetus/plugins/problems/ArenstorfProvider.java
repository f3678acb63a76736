// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.Arenstorf;
import dev.impetus.solver.problem.OdeProblem;

/** Arenstorf's orbit around earth and moon. */
public final class ArenstorfProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public ArenstorfProvider() {
    super("arenstorf", "one period");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return Arenstorf.problem();
  }
}
