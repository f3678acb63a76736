// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.problem.Detest;
import dev.impetus.solver.problem.OdeProblem;
import java.util.List;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * The rules for a method without error estimate. Rules 2xx: on the problems of DETEST an error that
 * equal steps leave falls with the method's order when they are halved.
 */
public abstract class FixedStepSolverConformance extends ProviderRules {

  /** Equal steps on [0, 20] with which the problems are solved first. */
  protected int detestSteps() {
    return facts().order() < 3 ? 8000 : 2000;
  }

  private void assertConverges(List<OdeProblem> problems) {
    for (OdeProblem problem : problems) {
      double coarse = error(problem, detestSteps());
      double fine = error(problem, 2 * detestSteps());
      double wanted = coarse / Math.pow(2, facts().order() - 0.5);
      assertThat(fine).as("%s, before %s", problem, coarse).isLessThan(Math.max(wanted, 1e-11));
    }
  }

  private double error(OdeProblem problem, int steps) {
    return problem.error(
        fixed(steps)
            .build()
            .solve(problem.newField(), problem.initialState(), 0, 20)
            .orThrow()
            .state()
            .toArray());
  }

  @Test(groups = "detest")
  public void required_spec201_singleEquations() {
    assertConverges(Detest.singleEquations());
  }

  @Test(groups = "detest")
  public void required_spec202_smallSystems() {
    assertConverges(Detest.smallSystems());
  }

  @Test(groups = "detest")
  public void required_spec203_moderateSystems() {
    assertConverges(Detest.moderateSystems());
  }

  /** Equal steps do not suit an eccentricity of 0.7 and more, nor a low order any orbit. */
  @Test(groups = "detest")
  public void required_spec204_orbits() {
    if (facts().order() < 3) {
      throw new SkipException("equal steps of order " + facts().order() + " lose every orbit");
    }
    assertConverges(Detest.orbits().subList(0, 3));
  }

  @Test(groups = "detest")
  public void required_spec205_higherOrderEquations() {
    assertConverges(Detest.higherOrderEquations());
  }
}
