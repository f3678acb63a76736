// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.AdaptiveSolverConformance;
import org.testng.SkipException;
import org.testng.annotations.Test;

public class CommonsGbsConformanceTest extends AdaptiveSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new CommonsGbsProvider();
  }

  @Override
  @Test(groups = "driving")
  public void required_spec401_theEndIsHitExactlyAndNothingIsEvaluatedBeyondIt() {
    throw new SkipException(
        "known: the library evaluates at the end and its rounding, 2e-15 beyond it");
  }
}
