// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.problem.AllenCahn;
import dev.impetus.solver.problem.DampedRotation;
import dev.impetus.solver.problem.Detest;
import dev.impetus.solver.problem.HeatEquation;
import dev.impetus.solver.problem.LinearGradientFlow;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.ProtheroRobinson;
import dev.impetus.solver.problem.StiffProblems;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.SteppingMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * The rules for a method that solves equations. Rules 3xx: the stiff test set, order reduction,
 * stability, and gradient flows. A method without error estimate skips those that need one, 2xx
 * included.
 */
public abstract class ImplicitSolverConformance extends AdaptiveSolverConformance {

  /** The order that is left on an infinitely stiff problem: 2 at most unless overridden. */
  protected int stiffOrder() {
    return Math.min(2, facts().order());
  }

  /** Whether {@code R(∞) = 0}; not so for the trapezoidal and the midpoint rule. */
  protected boolean isLStable() {
    return true;
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
   * Solves with the tolerances that suit the problem.
   *
   * @param scipySteps what the longer of SciPy's Radau and BDF takes at 1e-6, twice which is
   *     allowed
   */
  private void assertStiff(OdeProblem problem, long scipySteps) {
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
        .isGreaterThanOrEqualTo(stiffDigits());
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
    assertStiff(StiffProblems.oregonator(), 1435);
  }

  @Test(groups = "stiff")
  public void required_spec306_airPollution() {
    assertStiff(StiffProblems.pollution(), 500);
  }

  @Test(groups = "stiff")
  public void required_spec307_chemicalPyrolysisDownToTenToTheMinusTwenty() {
    assertStiff(StiffProblems.chemicalE5(), 1000);
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

  private static double[] end(OdeSolver solver, OdeProblem problem) {
    return solver
        .solve(problem.newField(), problem.initialState(), problem.t0(), problem.end())
        .orThrow()
        .state()
        .toArray();
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

  private SteppingMethod withInnerSolver(String name) {
    ConfigSchema schema = provider().schema();
    boolean configurable =
        schema.options().stream().anyMatch(option -> option.name().equals("inner-solver"));
    if (!configurable) {
      throw new SkipException(provider().id() + " has no option inner-solver");
    }
    Map<String, Object> values = new HashMap<>(options());
    values.put("inner-solver", name);
    return provider().create(schema.resolve(values, "solver"));
  }

  private static Solution rotate(SteppingMethod method) {
    OdeProblem problem = DampedRotation.problem();
    return OdeSolver.with(method)
        .controller(FixedStep.steps(200))
        .tolerances(1e-8, 1e-8)
        .build()
        .solve(problem.newField(), problem.initialState(), 0, problem.end());
  }

  /** On a rotation they would diverge, so they are refused before the field is evaluated. */
  @Test(groups = "stiff")
  public void required_spec361_momentumInsideIsRefusedForAFieldThatIsNoGradient() {
    for (String name :
        List.of("heavy-ball", "nesterov", "fista", "cg-polak-ribiere", "newton-cg")) {
      SteppingMethod method = withInnerSolver(name);
      assertThatThrownBy(() -> rotate(method))
          .as(name)
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining("symmetric Jacobian")
          .hasMessageContaining("rotation");
    }
  }

  @Test(groups = "stiff")
  public void required_spec362_innerSolversForGeneralFieldsAgreeOnARotation() {
    double[] wanted = rotate(withInnerSolver("chord")).orThrow().state().toArray();
    for (String name : List.of("newton-gmres", "anderson", "auto")) {
      double[] found = rotate(withInnerSolver(name)).orThrow().state().toArray();
      assertThat(found).as(name).containsExactly(wanted, within(1e-6));
    }
  }

  @Test(groups = "stiff")
  public void required_spec363_everyInnerSolverCanBeConfigured() {
    List<String> names =
        provider().schema().options().stream()
            .filter(option -> option.name().equals("inner-solver"))
            .flatMap(option -> option.choices().stream())
            .toList();
    if (names.isEmpty()) {
      throw new SkipException(provider().id() + " has no option inner-solver");
    }
    OdeProblem problem = Detest.problem("A1").until(1);
    for (String name : names) {
      OdeSolver solver =
          OdeSolver.with(withInnerSolver(name)).controller(FixedStep.steps(200)).build();
      assertThat(problem.error(end(solver, problem))).as(name).isLessThan(2e-3);
    }
  }

  @Test(groups = "stiff")
  public void required_spec364_innerOptionsThatDoNotFitAreAllReported() {
    withInnerSolver("chord");
    Map<String, Object> values = new HashMap<>(options());
    values.putAll(Map.of("inner-solver", "chord", "lipschitz", 3.0, "inner-step", 0.1));
    assertThatThrownBy(() -> provider().create(provider().schema().resolve(values, "solver")))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("lipschitz does not fit inner-solver chord")
        .hasMessageContaining("inner-step does not fit inner-solver chord");
  }

  /** The transposed equation is solved without a matrix, too. */
  @Test(groups = "gradient")
  public void required_spec608_theGradientDoesNotDependOnTheInnerSolver() {
    for (String name : List.of("newton-gmres", "anderson")) {
      assertGradient(withInnerSolver(name), CheckpointedDiscrete.everyStep());
    }
  }
}
