// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.problem.AllenCahn;
import dev.impetus.solver.problem.HeatEquation;
import dev.impetus.solver.problem.LinearGradientFlow;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.ProtheroRobinson;
import dev.impetus.solver.state.StateVector;
import java.util.function.ToDoubleFunction;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * The rules for a method that solves equations. Rules 3xx: the stiff test set, order reduction,
 * stability, and gradient flows. A method without error estimate skips those that need one, 2xx
 * included.
 */
public abstract class ImplicitSolverConformance extends InnerSolverRules {

  /** The order that is left on an infinitely stiff problem: 2 at most unless overridden. */
  protected int stiffOrder() {
    return Math.min(2, facts().order());
  }

  /**
   * Whether the imaginary axis belongs to the region of stability; not so for BDF from order 3 on.
   */
  protected boolean isAStable() {
    return true;
  }

  /** Whether the method dissipates the energy of every gradient flow, whatever the step. */
  protected boolean dissipatesEveryEnergy() {
    return false;
  }

  /** With λ = -1e6 the order falls to that of the stages, and no lower. */
  @Test(groups = "stiff")
  public void required_spec311_theOrderUnderStiffnessIsTheDeclaredOne() {
    OdeProblem problem = ProtheroRobinson.of(-1e6);
    double[] errors = new double[4];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = problem.error(end(fixed(20L << i).build(), problem));
    }
    for (int i = 1; i < errors.length; i++) {
      if (errors[i] > 1e-12) {
        double power = Math.log(errors[i - 1] / errors[i]) / Math.log(2);
        assertThat(power).as("errors %s", errors).isGreaterThan(stiffOrder() - 0.25);
      }
    }
    assertThat(errors[3]).isLessThan(1e-4);
  }

  @Test(groups = "stiff")
  public void required_spec312_nothingGrowsOnTheNegativeRealAxis() {
    for (double lambda = -0.1; lambda > -1e9; lambda *= 10) {
      OdeProblem decay = DecayProblems.real(lambda);
      double left = Math.abs(end(fixed(6).build(), decay)[0]);
      assertThat(left).as("λ = %s", lambda).isLessThanOrEqualTo(1 + 1e-9);
      if (isLStable() && lambda < -1e6) {
        assertThat(left).as("λ = %s", lambda).isLessThan(1e-3);
      }
    }
  }

  @Test(groups = "stiff")
  public void required_spec313_nothingGrowsOnTheImaginaryAxisIfTheMethodIsAStable() {
    if (!isAStable()) {
      throw new SkipException(facts().name() + " is not A-stable");
    }
    for (double omega = 0.1; omega < 1e6; omega *= 3) {
      double[] state = end(fixed(6).build(), DecayProblems.imaginary(omega));
      assertThat(Math.hypot(state[0], state[1])).as("ω = %s", omega).isLessThanOrEqualTo(1 + 1e-7);
    }
  }

  /** With condition number 1e6, steps of a hundred times the fastest mode's time and more. */
  @Test(groups = "stiff")
  public void required_spec321_theEnergyOfALinearGradientFlowNeverGrows() {
    OdeProblem problem = LinearGradientFlow.problem();
    for (double step : new double[] {1e-3, 0.1, 10, 1000}) {
      assertEnergyDecays(problem, step, 30);
    }
  }

  private void assertEnergyDecays(OdeProblem problem, double step, int count) {
    ToDoubleFunction<double[]> energy = problem.energy().orElseThrow();
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = (i + 1) * step;
    }
    Solution solution =
        OdeSolver.with(method())
            .controller(FixedStep.of(step))
            .outputPolicy(OutputPolicy.EXACT)
            .tolerances(1e-9, 1e-9)
            .build()
            .solve(problem.newField(), problem.initialState(), 0, times)
            .orThrow();
    double first = energy.applyAsDouble(problem.initial());
    double last = first;
    for (StateVector state : solution.outputs()) {
      double now = energy.applyAsDouble(state.toArray());
      assertThat(now).as("%s, step %s", problem, step).isLessThanOrEqualTo(last + 1e-12 * first);
      // A multistep method dissipates a modified energy; its energy stays below the first.
      last = facts().historyLength() == 0 ? now : first;
    }
  }

  @Test(groups = "stiff")
  public void required_spec322_aLinearGradientFlowIsSolvedToItsTolerance() {
    assertWithinTolerance(LinearGradientFlow.problem(), 1);
  }

  @Test(groups = "stiff")
  public void required_spec331_theHeatEquationFromRoughDataIsSolvedToItsToleranceAtOneHundredth() {
    assertWithinTolerance(HeatEquation.rough(0.01), 1);
  }

  @Test(groups = "stiff")
  public void required_spec332_theHeatEquationFromRoughDataIsSolvedToItsToleranceAtOneTwentieth() {
    assertWithinTolerance(HeatEquation.rough(0.05), 1);
  }

  private void assertWithinTolerance(OdeProblem problem, double amplification) {
    Solution solution =
        adaptive(tolerance())
            .build()
            .solve(problem.newField(), problem.initialState(), problem.t0(), problem.end())
            .orThrow();
    double steps = solution.statistics().acceptedSteps();
    assertThat(problem.error(solution.state().toArray()))
        .as("%s in %s", problem, solution.statistics())
        .isLessThan(tolerance() * steps * amplification * Math.sqrt(problem.width()));
  }

  @Test(groups = "stiff")
  public void required_spec333_theOrderOnTheHeatEquationIsThatOfTheMethodIfItIsLStable() {
    if (!isLStable()) {
      throw new SkipException(facts().name() + " does not damp the fast wave of this problem");
    }
    OdeProblem problem = HeatEquation.dirichlet(0.01);
    double coarse = problem.error(end(fixed(64).build(), problem));
    double fine = problem.error(end(fixed(128).build(), problem));
    assertThat(fine).isLessThan(Math.max(1e-10, coarse / Math.pow(2, facts().order() - 0.5)));
  }

  @Test(groups = "stiff")
  public void required_spec341_theAllenCahnEquationIsSolvedToItsTolerance() {
    // Its weak convexity, of constant 1, amplifies by e at most until 1.
    assertWithinTolerance(AllenCahn.until(1), Math.E);
  }

  @Test(groups = "stiff")
  public void required_spec342_theEnergyOfTheAllenCahnEquationNeverGrowsIfTheMethodPromisesIt() {
    if (!dissipatesEveryEnergy()) {
      throw new SkipException(facts().name() + " promises it of quadratic energies at most");
    }
    for (double step : new double[] {0.01, 0.1, 0.5, 0.9}) {
      assertEnergyDecays(AllenCahn.until(50), step, 40);
    }
  }

  /**
   * {@code h' = -h} from 1e-6 in steps of 1e-3 at a tolerance of 1e-3: an absolute tolerance of the
   * inner solver accepts the start as the result and freezes the solution.
   */
  @Test(groups = "stiff")
  public void required_spec351_aSlowSmallSolutionIsNotFrozen() {
    OdeProblem decay =
        DecayProblems.real(-1).toBuilder()
            .interval(0, 10)
            .initial(1e-6)
            .exact(t -> new double[] {1e-6 * Math.exp(-t)})
            .build();
    OdeSolver solver =
        OdeSolver.with(method())
            .controller(FixedStep.steps(10_000))
            .limits(new StepLimits(10_001, 0, Double.POSITIVE_INFINITY))
            .tolerances(1e-3, 1e-3)
            .build();
    double wanted = 1e-6 * Math.exp(-10);
    assertThat(end(solver, decay)[0]).isCloseTo(wanted, within(0.02 * wanted));
  }
}
