// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.AdaptiveSolverConformance;

public class Dopri5ConformanceTest extends AdaptiveSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new Dopri5Provider();
  }
}
