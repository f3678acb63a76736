// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalmultistage;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.ImplicitSolverConformance;
import java.util.Map;

public class ThreeStagesConformanceTest extends ImplicitSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new ProximalMultistageProvider();
  }

  @Override
  protected Map<String, ?> options() {
    return Map.of("stages", "three");
  }

  @Override
  protected int stiffOrder() {
    return 1;
  }

  @Override
  protected boolean dissipatesEveryEnergy() {
    return true;
  }
}
