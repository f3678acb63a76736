// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package org.example.heun;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.AdaptiveSolverConformance;

/** Order, accuracy, contract, gradients and plugin: everything that Impetus asks of a solver. */
public class HeunConformanceTest extends AdaptiveSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new HeunProvider();
  }
}
