// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rk4;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.FixedStepSolverConformance;

public class ThreeEighthsRuleConformanceTest extends FixedStepSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new ThreeEighthsRuleProvider();
  }
}
