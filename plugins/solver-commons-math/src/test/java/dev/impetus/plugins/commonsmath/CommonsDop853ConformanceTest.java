// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.AdaptiveSolverConformance;

public class CommonsDop853ConformanceTest extends AdaptiveSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new CommonsDop853Provider();
  }
}
