// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.FixedStepSolverConformance;

public class EulerConformanceTest extends FixedStepSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new EulerProvider();
  }
}
