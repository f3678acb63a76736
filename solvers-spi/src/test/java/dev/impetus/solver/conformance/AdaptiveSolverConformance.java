// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.Solution;
import dev.impetus.solver.problem.Detest;
import dev.impetus.solver.problem.OdeProblem;
import java.util.List;
import java.util.Map;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * The rules for a method that chooses its steps. Rules 2xx: on the problems of DETEST the error at
 * the end is at most the tolerance, times the number of steps, times what the problem amplifies. A
 * method that keeps each step's error below the tolerance cannot do worse.
 */
public abstract class AdaptiveSolverConformance extends ProviderRules {

  /**
   * By how much an error on the way grows until the end, {@code max_s ‖∂y(20)/∂y(s)‖} in the
   * maximum norm relative to {@code 1 + |y|}, from variational equations, rounded up; 1 where it is
   * less.
   */
  private static final Map<String, Double> AMPLIFICATION =
      Map.ofEntries(
          Map.entry("detest-a3", 2.7),
          Map.entry("detest-a5", 17.0),
          Map.entry("detest-b1", 26.0),
          Map.entry("detest-b3", 2.1),
          Map.entry("detest-b4", 16.0),
          Map.entry("detest-b5", 41.0),
          Map.entry("detest-c1", 5.5),
          Map.entry("detest-c2", 5.5),
          Map.entry("detest-c5", 33.0),
          Map.entry("detest-d1", 250.0),
          Map.entry("detest-d2", 420.0),
          Map.entry("detest-d3", 480.0),
          Map.entry("detest-d4", 550.0),
          Map.entry("detest-d5", 3000.0),
          Map.entry("detest-e1", 1.4),
          Map.entry("detest-e2", 8.8),
          Map.entry("detest-e3", 13.0),
          Map.entry("detest-e4", 1.2),
          Map.entry("detest-e5", 1.8));

  private void assertAccurate(List<OdeProblem> problems) {
    for (OdeProblem problem : problems) {
      Solution solution = solve(problem, tolerance());
      double steps = solution.statistics().acceptedSteps();
      double amplification = AMPLIFICATION.getOrDefault(problem.id(), 1.0);
      // The norm is a root mean square: one component may have more by the root of their number.
      double allowed = tolerance() * steps * amplification * Math.sqrt(problem.width());
      assertThat(problem.error(solution.state().toArray()))
          .as("%s in %s", problem, solution.statistics())
          .isLessThan(allowed);
    }
  }

  private Solution solve(OdeProblem problem, double tolerance) {
    return adaptive(tolerance)
        .build()
        .solve(problem.newField(), problem.initialState(), 0, problem.end())
        .orThrow();
  }

  @Test(groups = "detest")
  public void required_spec201_singleEquations() {
    assertAccurate(Detest.singleEquations());
  }

  @Test(groups = "detest")
  public void required_spec202_smallSystems() {
    assertAccurate(Detest.smallSystems());
  }

  @Test(groups = "detest")
  public void required_spec203_moderateSystems() {
    assertAccurate(Detest.moderateSystems());
  }

  @Test(groups = "detest")
  public void required_spec204_orbits() {
    if (facts().order() == 1) {
      throw new SkipException("order 1 loses every orbit at its tolerance");
    }
    assertAccurate(Detest.orbits());
  }

  @Test(groups = "detest")
  public void required_spec205_higherOrderEquations() {
    assertAccurate(Detest.higherOrderEquations());
  }

  /**
   * An error per step proportional to the tolerance makes a global error of power {@code p/(p+1)}:
   * a hundredth of the tolerance buys a digit at order 1, with half of which we are content there.
   */
  @Test(groups = "detest")
  public void required_spec206_aTighterToleranceBuysAccuracyForEvaluations() {
    for (String name : new String[] {"B4", "C1", "E1"}) {
      OdeProblem problem = Detest.problem(name);
      Solution loose = solve(problem, tolerance());
      Solution tight = solve(problem, tolerance() / 100);
      assertThat(problem.error(tight.state().toArray()))
          .as(name)
          .isLessThan(problem.error(loose.state().toArray()) / (facts().order() == 1 ? 5 : 10));
      assertThat(tight.statistics().evaluations())
          .as(name)
          .isGreaterThan(loose.statistics().evaluations());
    }
  }
}
