// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.LinearGradientFlow;
import dev.impetus.solver.problem.OdeProblem;

/** A linear gradient flow of condition number 1e6. */
public final class LinearGradientFlowProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public LinearGradientFlowProvider() {
    super("linear-gradient-flow", "10");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return LinearGradientFlow.problem();
  }
}
