// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.problem.LotkaVolterra;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.TimeDependent;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.Stepper;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** Rules 5xx: counts, statuses instead of exceptions, and a stepper that keeps its promises. */
public abstract class ContractRules extends DrivingRules {

  private static final OdeProblem PROBLEM = LotkaVolterra.problem();
  private static final double STEP = 0.1;

  /** Blows up at 1. */
  private static VectorField square() {
    return VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] * y[0]);
  }

  private static StateVector one() {
    return StateVector.of(new double[] {1});
  }

  @Test(groups = "contract")
  public void required_spec501_theCountsReportedEqualTheCallsMade() {
    RecordingField field = new RecordingField(PROBLEM.newField());
    SolveStatistics counts =
        usual().build().solve(field, PROBLEM.initialState(), 0, 0.3, 2.5).orThrow().statistics();
    assertThat(counts.evaluations()).isEqualTo(field.evaluations);
    assertThat(counts.vectorJacobianProducts()).isEqualTo(field.vectorJacobianProducts);
    assertThat(counts.jacobianVectorProducts()).isEqualTo(field.jacobianVectorProducts);
  }

  @Test(groups = "contract")
  public void required_spec502_equalStepsAreAsManyAsWereAskedFor() {
    Solution solution =
        fixed(57).build().solve(PROBLEM.newField(), PROBLEM.initialState(), 0, 2).orThrow();
    assertThat(solution.statistics().acceptedSteps()).isEqualTo(57);
    assertThat(solution.statistics().rejectedSteps()).isZero();
  }

  @Test(groups = "contract")
  public void required_spec503_anExplicitMethodEvaluatesAsOftenAsItDeclares() {
    MethodInfo facts = facts();
    if (facts.evaluationsPerStep() == 0) {
      throw new SkipException("the evaluations of a step of " + facts.name() + " vary");
    }
    RecordingField field = new RecordingField(PROBLEM.newField());
    fixed(40).build().solve(field, PROBLEM.initialState(), 0, 2).orThrow();
    // One more where the last slope of a step is the first of the next.
    assertThat(field.evaluations - 40L * facts.evaluationsPerStep()).isBetween(0L, 1L);
  }

  @Test(groups = "contract")
  public void required_spec504_aFieldThatBecomesNanEndsTheSolveWithTheLastGoodState() {
    VectorField breaks = VectorField.ofRows(1, (t, y, dy) -> dy[0] = t > 0.5 ? Double.NaN : -y[0]);
    Solution solution = usual().build().solve(breaks, one(), 0, 0.25, 1);
    assertThat(solution.status())
        .isIn(
            SolveStatus.NON_FINITE_STATE,
            SolveStatus.INNER_SOLVER_FAILED,
            SolveStatus.STEP_SIZE_UNDERFLOW);
    // A step whose stages all lie before 0.5 may end behind it.
    assertThat(solution.time()).isBetween(0.0, 0.6);
    assertThat(solution.outputs()).hasSize(solution.time() < 0.25 ? 0 : 1);
    assertThat(solution.state().get(0, 0)).isCloseTo(Math.exp(-solution.time()), within(0.01));
    assertThat(solution.detail()).isNotBlank();
    assertThat(solution.status().advice()).isNotBlank();
  }

  @Test(groups = "contract")
  public void required_spec505_aFieldWithoutValueAtTheStartIsAStatus() {
    VectorField never = VectorField.ofRows(1, (t, y, dy) -> dy[0] = Math.log(-1));
    Solution solution = usual().build().solve(never, one(), 0, 1);
    assertThat(solution.status()).isEqualTo(SolveStatus.NON_FINITE_STATE);
    assertThat(solution.state().get(0, 0)).isEqualTo(1);
  }

  @Test(groups = "contract")
  public void required_spec506_theStepLimitIsAStatus() {
    OdeSolver solver = usual().limits(new StepLimits(5, 0, 0.01)).build();
    Solution solution = solver.solve(PROBLEM.newField(), PROBLEM.initialState(), 0, 2);
    assertThat(solution.status()).isEqualTo(SolveStatus.STEP_LIMIT);
    SolveStatistics counts = solution.statistics();
    assertThat(counts.acceptedSteps() + counts.rejectedSteps()).isEqualTo(5);
    assertThat(solution.time()).isLessThanOrEqualTo(0.05 + 1e-12);
    assertThat(solution.state().firstNonFiniteRow()).isEqualTo(-1);
  }

  @Test(groups = "contract")
  public void required_spec507_stepsThatBecomeTooShortAreAStatus() {
    requireErrorEstimate();
    Solution solution =
        adaptive(tolerance())
            .limits(new StepLimits(200_000, 1e-4, Double.POSITIVE_INFINITY))
            .build()
            .solve(square(), one(), 0, 2);
    assertThat(solution.status().isSuccess()).isFalse();
    assertThat(solution.status()).isNotEqualTo(SolveStatus.STEP_LIMIT);
    assertThat(solution.time()).isBetween(0.5, 1.1);
    assertThat(solution.state().firstNonFiniteRow()).isEqualTo(-1);
  }

  @Test(groups = "contract")
  public void required_spec511_theGivenStateIsNotChanged() {
    StateVector given = PROBLEM.initialState();
    usual().build().solve(PROBLEM.newField(), given, 0, 2).orThrow();
    assertThat(given.toArray()).isEqualTo(PROBLEM.initial());

    VectorField field = PROBLEM.newField();
    StateVector slope = given.newLike();
    field.evaluate(RowScalar.shared(0), given, slope);
    double[] slopeBefore = slope.toArray();
    Stepper stepper = SingleStep.stepper(method(), field);
    stepper.start(RowScalar.shared(0), given, slope);
    assertThat(slope.toArray()).as("slope given to start").isEqualTo(slopeBefore);
    for (int accepted : acceptedBefore()) {
      StateVector y = PROBLEM.initialState();
      RowScalar t = RowScalar.shared(0);
      RowScalar h = RowScalar.shared(STEP);
      stepper = stepperAfter(accepted, field, t, y);
      double[] stateBefore = y.toArray();
      double timeBefore = t.get(0);
      stepper.attempt(t, y, h, newAttempt(y));
      assertThat(y.toArray())
          .as("state given to an attempt after %d accepted", accepted)
          .isEqualTo(stateBefore);
      assertThat(t.get(0)).isEqualTo(timeBefore);
      assertThat(h.get(0)).isEqualTo(STEP);
    }
  }

  /** At the start, and when the history, if there is one, is as long as it gets. */
  private int[] acceptedBefore() {
    return new int[] {0, facts().historyLength() + 3};
  }

  /** A stepper that has taken some steps, by which t and y have moved. */
  private Stepper stepperAfter(int accepted, VectorField field, RowScalar t, StateVector y) {
    StateVector slope = y.newLike();
    field.evaluate(t, y, slope);
    Stepper stepper = SingleStep.stepper(method(), field);
    stepper.start(t, y, slope);
    for (int i = 0; i < accepted; i++) {
      takeStep(stepper, t, y);
    }
    return stepper;
  }

  private void takeStep(Stepper stepper, RowScalar t, StateVector y) {
    StepAttempt attempt = newAttempt(y);
    stepper.attempt(t, y, RowScalar.shared(STEP), attempt);
    assertThat(attempt.outcome()).isEqualTo(StepOutcome.OK);
    stepper.commit(RowMask.shared(true));
    t.set(0, t.get(0) + (Double.isNaN(attempt.taken(0)) ? STEP : attempt.taken(0)));
    y.copyFrom(attempt.result());
  }

  private StepAttempt newAttempt(StateVector like) {
    StateVector error = facts().hasErrorEstimate() ? like.newLike() : null;
    return new StepAttempt(like.newLike(), error, facts().errorOrder());
  }

  /** A rejected attempt needs no undoing: the next steps are as if it had not been. */
  @Test(groups = "contract")
  public void required_spec512_aRejectedAttemptLeavesNoTrace() {
    requireStepsAsAsked();
    for (int accepted : acceptedBefore()) {
      assertThat(twoStepsAfter(accepted, true))
          .as("after %d accepted steps", accepted)
          .containsExactly(twoStepsAfter(accepted, false), within(sameness()));
    }
  }

  private double[] twoStepsAfter(int accepted, boolean rejects) {
    OdeProblem problem = TimeDependent.rotation();
    VectorField field = problem.newField();
    StateVector y = problem.initialState();
    RowScalar t = RowScalar.shared(0);
    Stepper stepper = stepperAfter(accepted, field, t, y);
    if (rejects) {
      stepper.attempt(t, y, RowScalar.shared(4 * STEP), newAttempt(y));
    }
    takeStep(stepper, t, y);
    takeStep(stepper, t, y);
    return y.toArray();
  }

  /** A first step of a third of the interval is too long for any of the problem's turns. */
  @Test(groups = "contract")
  public void required_spec513_rejectedStepsCostEvaluationsAndNoAccuracy() {
    requireErrorEstimate();
    OdeProblem problem = TimeDependent.rotation();
    Solution solution =
        adaptive(tolerance())
            .controller(new FirstStep(method().suitedController(), 1.5))
            .build()
            .solve(problem.newField(), problem.initialState(), 0, 3)
            .orThrow();
    assertThat(solution.statistics().rejectedSteps()).isPositive();
    assertThat(problem.error(solution.state().toArray()))
        .isLessThan(3 * tolerance() * solution.statistics().acceptedSteps());
  }

  @Test(groups = "contract")
  public void required_spec514_aSessionUsedAgainGivesTheSameBits() {
    OdeSession session =
        usual().build().newForwardSession(PROBLEM.newField(), Precision.FLOAT64, 1);
    double[] first = session.solve(PROBLEM.initialState(), 0, 1.7).state().toArray();
    session.solve(StateVector.of(new double[] {3, 0.2}), 1, -0.4).orThrow();
    double[] again = session.solve(PROBLEM.initialState(), 0, 1.7).state().toArray();
    assertThat(again).isEqualTo(first);
  }

  @Test(groups = "contract")
  public void required_spec515_singlePrecisionAgreesWithDoubleAsFarAsItCan() {
    StateVector single = StateVector.zeros(Precision.FLOAT32, 1, 2);
    single.copyFrom(PROBLEM.initial(), 0);
    requireStepsAsAsked();
    OdeSolver solver =
        OdeSolver.with(method()).controller(FixedStep.steps(400)).tolerances(1e-5, 1e-5).build();
    double[] wanted =
        solver.solve(PROBLEM.newField(), PROBLEM.initialState(), 0, 2).orThrow().state().toArray();
    double[] found = solver.solve(PROBLEM.newField(), single, 0, 2).orThrow().state().toArray();
    assertThat(found).containsExactly(wanted, within(2e-4));
  }

  /** With this step {@code z - γ h z² = b} has no solution, for any implicit method. */
  @Test(groups = "contract")
  public void required_spec521_anInnerSolveThatFailsIsAStatus() {
    requireImplicit();
    Solution solution =
        OdeSolver.with(method()).controller(FixedStep.of(10)).build().solve(square(), one(), 0, 30);
    assertThat(solution.status()).isEqualTo(SolveStatus.INNER_SOLVER_FAILED);
    assertThat(solution.statistics().failedInnerSolves()).isPositive();
    assertThat(solution.time()).isZero();
    assertThat(solution.state().get(0, 0)).isEqualTo(1);
    assertThat(solution.detail()).isNotBlank();
  }

  /**
   * {@code y' = cos t ± 5 (y - sin t)²}, solved by {@code sin t}: a step over the whole interval
   * has no solution, shorter ones have.
   */
  @Test(groups = "contract")
  public void required_spec522_anInnerSolveThatFailsIsARejectedStep() {
    requireImplicit();
    requireErrorEstimate();
    VectorField field =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = Math.cos(t) + 5 * Math.pow(y[0] - Math.sin(t), 2);
              dy[1] = Math.cos(t) - 5 * Math.pow(y[1] - Math.sin(t), 2);
            });
    Solution solution =
        adaptive(tolerance() / 10)
            .controller(new FirstStep(method().suitedController(), 3))
            .build()
            .solve(field, StateVector.of(new double[] {0, 0}), 0, 3)
            .orThrow();
    SolveStatistics counts = solution.statistics();
    assertThat(counts.failedInnerSolves()).isPositive();
    assertThat(counts.rejectedSteps()).isGreaterThanOrEqualTo(counts.failedInnerSolves());
    double allowed = tolerance() * counts.acceptedSteps();
    assertThat(solution.state().get(0, 0)).isCloseTo(Math.sin(3), within(allowed));
    assertThat(solution.state().get(0, 1)).isCloseTo(Math.sin(3), within(allowed));
  }

  final void requireImplicit() {
    if (!facts().implicit()) {
      throw new SkipException(facts().name() + " solves no equations");
    }
  }
}
