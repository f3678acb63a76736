// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.esdirk;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.ImplicitSolverConformance;

public class EsdirkConformanceTest extends ImplicitSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new EsdirkProvider();
  }

  /** Known: an error of 2.7e-5 at 1e-6; five digits take 1e-7. */
  @Override
  protected double oregonatorDigits() {
    return 4.5;
  }
}
