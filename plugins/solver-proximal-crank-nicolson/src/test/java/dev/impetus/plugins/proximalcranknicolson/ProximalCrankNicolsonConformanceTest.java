// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalcranknicolson;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.ImplicitSolverConformance;

public class ProximalCrankNicolsonConformanceTest extends ImplicitSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new ProximalCrankNicolsonProvider();
  }

  @Override
  protected boolean isLStable() {
    return false;
  }
}
