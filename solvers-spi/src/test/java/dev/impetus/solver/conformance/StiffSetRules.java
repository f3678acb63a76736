// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.StiffProblems;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** Rules 30x: the stiff test set, in digits and, from order 4 on, in steps. */
public abstract class StiffSetRules extends AdaptiveSolverConformance {

  /** Whether {@code R(∞) = 0}; not so for the trapezoidal and the midpoint rule. */
  protected boolean isLStable() {
    return true;
  }

  /** The relative tolerance of the stiff test set; 1e-6 from order 4 on. */
  protected double stiffTolerance() {
    return tolerance();
  }

  /**
   * The digits that must be right at that tolerance: five at 1e-6, one less than was asked for; low
   * orders, which take many steps, may lose two.
   */
  protected double stiffDigits() {
    return -Math.log10(stiffTolerance()) - (facts().order() > 3 ? 1 : 2);
  }

  /**
   * The digits that must be right on the Oregonator, whose errors grow from one oscillation to the
   * next; as on the others unless overridden, with the reason.
   */
  protected double oregonatorDigits() {
    return stiffDigits();
  }

  private void assertStiff(OdeProblem problem, long scipySteps) {
    assertStiff(problem, scipySteps, stiffDigits());
  }

  /**
   * Solves with the tolerances that suit the problem.
   *
   * @param scipySteps what the longer of SciPy's Radau and BDF takes at 1e-6, twice which is
   *     allowed
   */
  private void assertStiff(OdeProblem problem, long scipySteps, double digits) {
    requireErrorEstimate();
    if (!isLStable()) {
      throw new SkipException(
          facts().name() + " is not L-stable: what it does not damp keeps its steps short");
    }
    double rtol = stiffTolerance();
    Solution solution =
        OdeSolver.with(method())
            .tolerances(rtol, problem.absoluteTolerance(rtol))
            .limits(new StepLimits(20_000, 0, Double.POSITIVE_INFINITY))
            .build()
            .solve(problem.newField(), problem.initialState(), problem.t0(), problem.end())
            .orThrow();
    assertThat(problem.correctDigits(solution.state().toArray()))
        .as("digits of %s in %s", problem, solution.statistics())
        .isGreaterThanOrEqualTo(digits);
    if (facts().order() > 3) {
      assertThat(solution.statistics().acceptedSteps())
          .as("steps of %s", problem)
          .isLessThanOrEqualTo(2 * scipySteps);
    }
  }

  /** SciPy 1.17: Radau 568 steps and an error of 1e-8, BDF 891 and 4e-6. */
  @Test(groups = "stiff")
  public void required_spec301_robertsonsReaction() {
    assertStiff(StiffProblems.robertson(), 891);
  }

  /** SciPy: Radau 210 steps and an error of 1e-7, BDF 327 and 9e-6. */
  @Test(groups = "stiff")
  public void required_spec302_hires() {
    assertStiff(StiffProblems.hires(), 327);
  }

  /** SciPy: Radau 874 steps and an error of 3e-9, BDF 1244 and 8e-6. */
  @Test(groups = "stiff")
  public void required_spec303_vanDerPolsOscillator() {
    assertStiff(StiffProblems.vanDerPol(), 1244);
  }

  /** SciPy: Radau 868 steps and an error of 4e-9, BDF 1257 and 6e-6. */
  @Test(groups = "stiff")
  public void required_spec304_vanDerPolsOscillatorAtTheScaleOfItsPeriod() {
    assertStiff(StiffProblems.relaxation(), 1257);
  }

  /** SciPy: Radau 1041 steps and an error of 5e-8, BDF 1435 and 5e-5. */
  @Test(groups = "stiff")
  public void required_spec305_theOregonator() {
    if (facts().order() == 1) {
      throw new SkipException("order 1 loses the phase of this cycle at its tolerance");
    }
    assertStiff(StiffProblems.oregonator(), 1435, oregonatorDigits());
  }

  @Test(groups = "stiff")
  public void required_spec306_airPollution() {
    assertStiff(StiffProblems.pollution(), 500);
  }

  @Test(groups = "stiff")
  public void required_spec307_chemicalPyrolysisDownToTenToTheMinusTwenty() {
    assertStiff(StiffProblems.chemicalE5(), 1000);
  }

  static double[] end(OdeSolver solver, OdeProblem problem) {
    return solver
        .solve(problem.newField(), problem.initialState(), problem.t0(), problem.end())
        .orThrow()
        .state()
        .toArray();
  }
}
