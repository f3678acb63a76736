// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbackwardeuler;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.ImplicitSolverConformance;

public class ProximalBackwardEulerConformanceTest extends ImplicitSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new ProximalBackwardEulerProvider();
  }

  @Override
  protected boolean dissipatesEveryEnergy() {
    return true;
  }
}
