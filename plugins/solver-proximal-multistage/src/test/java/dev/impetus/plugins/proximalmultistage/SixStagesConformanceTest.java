// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalmultistage;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.ImplicitSolverConformance;
import java.util.Map;

public class SixStagesConformanceTest extends ImplicitSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new ProximalMultistageProvider();
  }

  @Override
  protected Map<String, ?> options() {
    return Map.of("stages", "six");
  }

  @Override
  protected int stiffOrder() {
    return 1;
  }

  @Override
  protected boolean dissipatesEveryEnergy() {
    return true;
  }

  /** An order that takes a few hundred steps at 1e-4 takes thousands at 1e-6. */
  @Override
  protected double stiffTolerance() {
    return 1e-4;
  }

  @Override
  protected boolean isAStable() {
    return false;
  }
}
