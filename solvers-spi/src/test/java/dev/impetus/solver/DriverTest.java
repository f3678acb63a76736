// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.control.ErrorNorms;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.control.PidController;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class DriverTest {

  private static OdeSolver.Builder adaptive(double tolerance) {
    return OdeSolver.with(TestMethods.bogackiShampine32()).tolerances(tolerance, tolerance);
  }

  private static double[] even(double from, double to, int count) {
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = from + (to - from) * i / (count - 1);
    }
    times[count - 1] = to;
    return times;
  }

  @DataProvider
  Object[][] problems() {
    List<Object[]> cases = new ArrayList<>();
    for (Problems.Scalar problem :
        List.of(Problems.constant(), Problems.sine(), Problems.quadrature())) {
      for (double[] times : new double[][] {even(1, 8, 10), even(8, 1, 10)}) {
        for (OutputPolicy policy : OutputPolicy.values()) {
          cases.add(new Object[] {problem, times, policy});
        }
      }
    }
    return cases.toArray(Object[][]::new);
  }

  @Test(dataProvider = "problems")
  public void outputsLieOnTheSolution(
      Problems.Scalar problem, double[] times, OutputPolicy policy) {
    Solution solution =
        adaptive(1e-9)
            .outputPolicy(policy)
            .build()
            .solve(problem.field(), problem.at(times[0]), times[0], times)
            .orThrow();
    for (int i = 0; i < times.length; i++) {
      double exact = problem.solution().applyAsDouble(times[i]);
      assertThat(solution.output(i).get(0, 0)).isCloseTo(exact, within(1e-5 * Math.abs(exact)));
    }
    assertThat(solution.time()).isEqualTo(times[9]);
    assertThat(solution.state().toArray()).isEqualTo(solution.output(9).toArray());
  }

  @Test(dataProvider = "problems")
  public void float32StaysFloat32(Problems.Scalar problem, double[] times, OutputPolicy policy) {
    Float32State y0 =
        Float32State.copyOf(new float[] {(float) problem.solution().applyAsDouble(times[0])});
    Solution solution =
        adaptive(1e-4)
            .outputPolicy(policy)
            .build()
            .solve(problem.field(), y0, times[0], times)
            .orThrow();
    assertThat(solution.state()).isInstanceOf(Float32State.class);
    double exact = problem.solution().applyAsDouble(times[9]);
    assertThat(solution.state().get(0, 0)).isCloseTo(exact, within(1e-2 * Math.abs(exact)));
  }

  @Test
  public void everyFieldCallIsCounted() {
    AtomicLong calls = new AtomicLong();
    VectorField field =
        VectorField.ofRows(
            1,
            (t, y, dy) -> {
              calls.incrementAndGet();
              dy[0] = Math.cos(20 * t) * y[0];
            });
    for (OdeSolver solver :
        List.of(
            adaptive(1e-6).build(),
            adaptive(1e-6).outputPolicy(OutputPolicy.EXACT).dense(true).build(),
            OdeSolver.with(TestMethods.heunEuler21()).build(),
            OdeSolver.with(TestMethods.rungeKutta4()).controller(FixedStep.of(0.03)).build())) {
      calls.set(0);
      SolveStatistics work =
          solver.solve(field, StateVector.of(new double[] {1}), 0, 0.4, 1, 2).statistics();
      assertThat(work.evaluations()).isEqualTo(calls.get());
      long steps = work.acceptedSteps() + work.rejectedSteps();
      long expected =
          switch (solver.method().info().name()) {
            case "Bogacki–Shampine 3(2)" -> 2 + 3 * steps;
            // Not first same as last: a rejected attempt keeps its first slope.
            case "Heun–Euler 2(1)" -> 2 + steps + (work.acceptedSteps() - 1);
            default -> 4 * steps;
          };
      assertThat(work.evaluations()).isEqualTo(expected);
    }
  }

  @Test
  public void aSolveThatCannotBeginKeepsNothingOfTheSolveBefore() {
    OdeSession session =
        adaptive(1e-6)
            .event(EventDetector.passing("one", (t, y, row) -> y.get(row, 0) - 1))
            .build()
            .newForwardSession(
                VectorField.ofRows(1, (t, y, dy) -> dy[0] = 1), Precision.FLOAT64, 1);
    Solution good = session.solve(StateVector.of(new double[] {0}), 0, 0, 1, 2);
    assertThat(good.outputs()).hasSize(3);
    assertThat(good.events()).hasSize(1);

    Solution bad = session.solve(StateVector.of(new double[] {Double.NaN}), 0, 0, 1, 2);
    assertThat(bad.status()).isEqualTo(SolveStatus.NON_FINITE_STATE);
    assertThat(bad.outputs()).isEmpty();
    assertThat(bad.events()).isEmpty();

    Solution again = session.solve(StateVector.of(new double[] {0}), 0, 0, 1, 2);
    assertThat(again.outputs()).hasSize(3);
    assertThat(again.events()).hasSize(1);
  }

  @Test
  public void aFirstStepThatIsTooShortIsNotBlamedOnAnError() {
    OdeSession session =
        OdeSolver.with(TestMethods.rungeKutta4())
            .controller(FixedStep.of(1e-20))
            .build()
            .newForwardSession(Problems.exponential(1).field(), Precision.FLOAT64, 1);
    for (int again = 0; again < 2; again++) {
      Solution solution = session.solve(StateVector.of(new double[] {1}), 1, 2);
      assertThat(solution.status()).isEqualTo(SolveStatus.STEP_SIZE_UNDERFLOW);
      assertThat(solution.detail())
          .startsWith("the next step of 1.0E-20 would be shorter than 2.2")
          .endsWith("the shortest that the limits or the resolution of time allow")
          .doesNotContain("too large");
    }
  }

  @Test
  public void aStepThatShrankAfterAnAcceptedOneIsNotBlamedOnAnError() {
    // Accepts everything and halves: 1/8 + 1/16 + ... until the limit.
    StepController halving =
        new StepController() {
          @Override
          public boolean needsErrorEstimate() {
            return false;
          }

          @Override
          public double firstStep(double interval) {
            return 0.125;
          }

          @Override
          public Session newSession(MethodInfo method, int size) {
            return new Session() {
              @Override
              public boolean accepts(double errorRatio) {
                return true;
              }

              @Override
              public double factor(int index, double ratio, boolean accepted, int errorOrder) {
                return 0.5;
              }

              @Override
              public double factorAfterFailure(int index) {
                return 1;
              }
            };
          }
        };
    Solution solution =
        OdeSolver.with(TestMethods.bogackiShampine32())
            .controller(halving)
            .limits(new StepLimits(100, 0.03, 1))
            .build()
            .solve(Problems.exponential(1).field(), StateVector.of(new double[] {1}), 0, 1);
    assertThat(solution.status()).isEqualTo(SolveStatus.STEP_SIZE_UNDERFLOW);
    assertThat(solution.time()).isEqualTo(0.21875);
    assertThat(solution.detail())
        .startsWith("the next step of 0.015625 would be shorter than 0.03, ")
        .doesNotContain("too large");
  }

  @Test
  public void aDampedErrorIsMeasuredInTheSolversOwnNorm() {
    // What the seminorm leaves out, a fast quadrature, must not change the steps.
    OdeSolver.Builder builder =
        OdeSolver.with(
                TestMethods.bogackiShampine32()
                    .withDampedError(new double[] {2 / 9.0 - 1, 1 / 3.0, 4 / 9.0, 0}, 1))
            .tolerances(1e-6, 1e-6);
    VectorField alone = VectorField.ofRows(1, (t, y, dy) -> dy[0] = Math.cos(3 * t) * y[0]);
    VectorField accompanied =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = Math.cos(3 * t) * y[0];
              dy[1] = 100 * Math.sin(50 * t);
            });
    Solution one = builder.build().solve(alone, StateVector.of(new double[] {1}), 0, 3).orThrow();
    Solution both =
        builder
            .norm(ErrorNorms.grouped(new int[] {1, 1}, new double[] {1, 0}))
            .build()
            .solve(accompanied, StateVector.of(new double[] {1, 0}), 0, 3)
            .orThrow();
    assertThat(both.statistics()).isEqualTo(one.statistics());
    assertThat(both.state().get(0, 0)).isEqualTo(one.state().get(0, 0));
  }

  @Test
  public void theFieldIsNeverEvaluatedOutsideTheInterval() {
    for (double[] interval : new double[][] {{0.1, 0.7}, {0.7, 0.1}, {-3, 1e-3}, {1e3, 1e3 + 1}}) {
      double low = Math.min(interval[0], interval[1]);
      double high = Math.max(interval[0], interval[1]);
      VectorField field =
          VectorField.ofRows(
              1,
              (t, y, dy) -> {
                assertThat(t).isBetween(low, high);
                dy[0] = 1e-8 * y[0];
              });
      for (OdeSolver solver :
          List.of(
              adaptive(1e-3).build(),
              OdeSolver.with(TestMethods.rungeKutta4()).controller(FixedStep.of(0.17)).build(),
              OdeSolver.with(TestMethods.rungeKutta4()).controller(FixedStep.of(99)).build())) {
        Solution solution =
            solver.solve(field, StateVector.of(new double[] {1}), interval[0], interval[1]);
        assertThat(solution.orThrow().time()).isEqualTo(interval[1]);
      }
    }
  }

  @Test
  public void tenFixedStepsAreTenSteps() {
    for (FixedStep controller : List.of(FixedStep.of(0.1), FixedStep.steps(10))) {
      for (double start : new double[] {0, 1000}) {
        Solution solution =
            OdeSolver.with(TestMethods.euler())
                .controller(controller)
                .build()
                .solve(
                    Problems.exponential(1).field(),
                    StateVector.of(new double[] {1}),
                    start,
                    start + 1);
        assertThat(solution.statistics().acceptedSteps()).isEqualTo(10);
        assertThat(solution.state().get(0, 0)).isCloseTo(Math.pow(1.1, 10), within(1e-11));
      }
    }
  }

  @Test
  public void aMillionStepsAreAMillion() {
    Solution solution =
        OdeSolver.with(TestMethods.euler())
            .controller(FixedStep.of(1e-6))
            .limits(new StepLimits(2_000_000, 0, 1))
            .build()
            .solve(Problems.exponential(-1).field(), StateVector.of(new double[] {1}), 0, 1)
            .orThrow();
    assertThat(solution.statistics().acceptedSteps()).isEqualTo(1_000_000);
  }

  @Test
  public void forwardsAndBackRecoversTheStart() {
    OdeSolver solver = adaptive(1e-10).build();
    VectorField field = Problems.forced(-1).field();
    StateVector y0 = StateVector.of(new double[] {0.7}, new double[] {-2});
    StateVector there = solver.solve(field, y0, 0.5, 4).orThrow().state();
    StateVector back = solver.solve(field, there, 4, 0.5).orThrow().state();
    assertThat(back.toArray()).containsExactly(y0.toArray(), within(1e-6));
  }

  @Test
  public void aMirroredProblemGivesTheMirroredSolution() {
    OdeSolver solver = adaptive(1e-6).build();
    VectorField field = VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] * Math.sin(t));
    VectorField mirrored = VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0] * Math.sin(-t));
    StateVector y0 = StateVector.of(new double[] {1.3});
    Solution a = solver.solve(field, y0, 4, 0.3);
    Solution b = solver.solve(mirrored, y0, -4, -0.3);
    assertThat(a.state().toArray()).isEqualTo(b.state().toArray());
    assertThat(a.statistics()).isEqualTo(b.statistics());
  }

  @Test
  public void aTighterToleranceGivesASmallerErrorForMoreEvaluations() {
    Problems.Scalar problem = Problems.forced(-3);
    double lastError = 0;
    long lastWork = Long.MAX_VALUE;
    for (int exponent = -11; exponent <= -3; exponent += 2) {
      Solution solution =
          adaptive(Math.pow(10, exponent))
              .build()
              .solve(problem.field(), problem.at(0), 0, 5)
              .orThrow();
      double error = Math.abs(solution.state().get(0, 0) - problem.solution().applyAsDouble(5));
      assertThat(error).isGreaterThan(lastError);
      assertThat(solution.statistics().evaluations()).isLessThan(lastWork);
      lastError = error;
      lastWork = solution.statistics().evaluations();
    }
  }

  @Test
  public void aBatchOfCopiesEqualsOneOfThem() {
    VectorField field = Problems.forced(-3).field();
    double[] one = {1.5};
    for (BatchPolicy policy : BatchPolicy.values()) {
      OdeSolver solver = adaptive(1e-7).batchPolicy(policy).build();
      StateVector single = solver.solve(field, StateVector.of(one), 0, 3).state();
      StateVector seven =
          solver.solve(field, StateVector.of(one, one, one, one, one, one, one), 0, 3).state();
      for (int row = 0; row < 7; row++) {
        assertThat(seven.get(row, 0)).isCloseTo(single.get(0, 0), within(1e-12));
      }
    }
  }

  @Test
  public void sharedMaxKeepsEveryRowWithinTolerance() {
    // One fast row among many at rest: their mean hides it.
    VectorField field =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = y[1];
              dy[1] = -y[0];
            });
    StateVector y0 = Float64State.zeros(100, 2);
    y0.set(0, 0, 1);
    double shared = harmonicError(field, y0, BatchPolicy.SHARED);
    assertThat(harmonicError(field, y0, BatchPolicy.SHARED_MAX)).isLessThan(shared / 5);
  }

  private static double harmonicError(VectorField field, StateVector y0, BatchPolicy policy) {
    StateVector end = adaptive(1e-6).batchPolicy(policy).build().solve(field, y0, 0, 10).state();
    return Math.abs(end.get(0, 0) - Math.cos(10));
  }

  @Test
  public void aZeroFieldIsSolvedInAFewSteps() {
    VectorField field = VectorField.ofRows(1, (t, y, dy) -> dy[0] = 0);
    Solution solution =
        adaptive(1e-6).build().solve(field, StateVector.of(new double[] {5}), 0, 1e6).orThrow();
    assertThat(solution.state().get(0, 0)).isEqualTo(5);
    assertThat(solution.statistics().acceptedSteps()).isLessThan(20);
  }

  @Test
  public void theInitialTimeAloneNeedsNoEvaluation() {
    Solution solution =
        adaptive(1e-6)
            .build()
            .solve(Problems.exponential(1).field(), StateVector.of(new double[] {5}), 2, 2);
    assertThat(solution.status()).isEqualTo(SolveStatus.REACHED_END);
    assertThat(solution.statistics()).isEqualTo(SolveStatistics.NONE);
    assertThat(solution.output(0).get(0, 0)).isEqualTo(5);
  }

  @Test
  public void stepsKeepToTheirLargestLength() {
    List<Double> times = new ArrayList<>();
    VectorField field =
        VectorField.ofRows(
            1,
            (t, y, dy) -> {
              times.add(t);
              dy[0] = 0.01;
            });
    adaptive(1e-3)
        .limits(new StepLimits(1000, 0, 0.1))
        .build()
        .solve(field, StateVector.of(new double[] {1}), 0, 3)
        .orThrow();
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isLessThanOrEqualTo(0.1 + 1e-12);
    }
  }

  @Test
  public void usedUpStepsAreAStatusWithAPartialSolution() {
    Solution solution =
        adaptive(1e-9)
            .limits(new StepLimits(12, 0, Double.POSITIVE_INFINITY))
            .build()
            .solve(Problems.forced(-3).field(), StateVector.of(new double[] {1}), 0, 1e-3, 10);
    assertThat(solution.status()).isEqualTo(SolveStatus.STEP_LIMIT);
    assertThat(solution.statistics().acceptedSteps() + solution.statistics().rejectedSteps())
        .isEqualTo(12);
    assertThat(solution.outputs()).hasSize(1);
    double t = solution.time();
    assertThat(solution.state().get(0, 0)).isCloseTo(Math.cos(t) + Math.sin(t), within(1e-6));
    assertThatThrownBy(solution::orThrow)
        .isInstanceOfSatisfying(
            ImpetusException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NUMERICAL))
        .hasMessageContaining("STEP_LIMIT")
        .hasMessageContaining("t = " + t)
        .hasMessageContaining("raise max-steps");
  }

  @Test
  public void aSingularityIsAStatusAtItsPlace() {
    // y' = y², y(0) = 1 has its pole at t = 1.
    Solution solution =
        adaptive(1e-6)
            .build()
            .solve(
                VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] * y[0]),
                StateVector.of(new double[] {1}),
                0,
                2);
    assertThat(solution.status())
        .isIn(SolveStatus.STEP_SIZE_UNDERFLOW, SolveStatus.NON_FINITE_STATE);
    assertThat(solution.time()).isCloseTo(1, within(1e-4));
    assertThat(solution.state().firstNonFiniteRow()).isEqualTo(-1);
  }

  @Test
  public void aStepBelowTheSmallestIsAStatus() {
    Solution solution =
        adaptive(1e-9)
            .limits(new StepLimits(1000, 0.5, 1))
            .build()
            .solve(Problems.forced(-30).field(), StateVector.of(new double[] {1}), 0, 10);
    assertThat(solution.status()).isEqualTo(SolveStatus.STEP_SIZE_UNDERFLOW);
    assertThat(solution.detail()).contains("times too large").contains("shorter than 0.5");
  }

  @Test
  public void aFieldThatTurnsNaNIsReportedWithTimeAndRow() {
    for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      VectorField field =
          VectorField.ofRows(1, (t, y, dy) -> dy[0] = t > 0.4 && y[0] < 0 ? broken : -0.1 * y[0]);
      StateVector y0 = StateVector.of(new double[] {1}, new double[] {2}, new double[] {-1});
      Solution solution = adaptive(1e-5).build().solve(field, y0, 0, 1);
      assertThat(solution.status()).isEqualTo(SolveStatus.NON_FINITE_STATE);
      assertThat(solution.row()).isEqualTo(2);
      assertThat(solution.time()).isLessThanOrEqualTo(0.4).isGreaterThan(0.399);
      assertThat(solution.state().get(2, 0))
          .isCloseTo(-Math.exp(-0.1 * solution.time()), within(1e-5));
      assertThat(solution.statistics().rejectedSteps()).isPositive();
    }
  }

  @Test
  public void aNaNUnderFixedStepsIsReportedAtOnce() {
    VectorField field = VectorField.ofRows(1, (t, y, dy) -> dy[0] = t > 0.4 ? Double.NaN : -y[0]);
    Solution solution =
        OdeSolver.with(TestMethods.rungeKutta4())
            .controller(FixedStep.of(0.1))
            .build()
            .solve(field, StateVector.of(new double[] {1}), 0, 1);
    assertThat(solution.status()).isEqualTo(SolveStatus.NON_FINITE_STATE);
    assertThat(solution.time()).isCloseTo(0.4, within(0.1));
    assertThat(solution.statistics().rejectedSteps()).isEqualTo(1);
  }

  @Test
  public void aTemporaryBlowUpIsSurvivedByShorterSteps() {
    // Far from the solution the field overflows; short steps do not come there.
    VectorField field =
        VectorField.ofRows(
            1, (t, y, dy) -> dy[0] = Math.abs(y[0]) > 2 ? Double.NaN : -50 * (y[0] - Math.cos(t)));
    Solution solution =
        adaptive(1e-4)
            .controller(new StartingAt(1))
            .build()
            .solve(field, StateVector.of(new double[] {0}), 0, 1);
    assertThat(solution.status()).isEqualTo(SolveStatus.REACHED_END);
    assertThat(solution.statistics().rejectedSteps()).isPositive();
  }

  /** The integral controller with a first step of its own. */
  private record StartingAt(double first) implements dev.impetus.solver.control.StepController {

    @Override
    public boolean needsErrorEstimate() {
      return true;
    }

    @Override
    public double firstStep(double interval) {
      return first;
    }

    @Override
    public Session newSession(dev.impetus.solver.step.MethodInfo method, int size) {
      return PidController.integral().newSession(method, size);
    }
  }

  @Test
  public void aBrokenInitialStateIsAStatusWithoutAnEvaluation() {
    Solution solution =
        adaptive(1e-4)
            .build()
            .solve(
                Problems.forced(-1).field(),
                StateVector.of(new double[] {0}, new double[] {Double.NaN}),
                0,
                1);
    assertThat(solution.status()).isEqualTo(SolveStatus.NON_FINITE_STATE);
    assertThat(solution.row()).isEqualTo(1);
    assertThat(solution.statistics().evaluations()).isZero();
  }

  @DataProvider
  Object[][] wrongTimes() {
    return new Object[][] {
      {0, new double[] {}, "at least one output time"},
      {0, new double[] {1, 1}, "1.0 follows 1.0"},
      {0, new double[] {1, 0.5}, "0.5 follows 1.0"},
      {0, new double[] {1, -1}, "strictly"},
      {0, new double[] {0, 0}, "strictly"},
      {0, new double[] {1, Double.NaN, 2}, "output time 1 must be finite, but is NaN"},
      {Double.NaN, new double[] {1}, "the initial time must be finite"},
      {0, new double[] {Double.POSITIVE_INFINITY}, "finite"}
    };
  }

  @Test(dataProvider = "wrongTimes")
  public void wrongTimesAreRefusedBeforeTheFirstEvaluation(
      double t0, double[] times, String message) {
    VectorField field =
        VectorField.ofRows(
            1,
            (t, y, dy) -> {
              throw new AssertionError("evaluated");
            });
    assertThatThrownBy(
            () -> adaptive(1e-3).build().solve(field, StateVector.of(new double[] {1}), t0, times))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  public void wrongShapesAreRefusedWithBoth() {
    OdeSolver solver = adaptive(1e-3).build();
    VectorField field = Problems.forced(-1).field();
    assertThatThrownBy(() -> solver.solve(field, StateVector.of(new double[] {1, 2}), 0, 1))
        .hasMessage("the initial state must be 1 x 1 FLOAT64, but is 1 x 2 FLOAT64");
    OdeSession session = solver.newForwardSession(field, Precision.FLOAT32, 3);
    assertThatThrownBy(() -> session.solve(Float64State.zeros(3, 1), 0, 1))
        .hasMessage("the initial state must be 3 x 1 FLOAT32, but is 3 x 1 FLOAT64");
    assertThatThrownBy(() -> session.solve(Float32State.zeros(2, 1), 0, 1))
        .hasMessageContaining("2 x 1");
  }

  @Test
  public void misfitsAreRefusedWhenTheSolverIsBuilt() {
    assertThatThrownBy(() -> OdeSolver.with(TestMethods.rungeKutta4()).build())
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("Runge–Kutta 4 has no error estimate");
    assertThatThrownBy(
            () ->
                OdeSolver.with(TestMethods.rungeKutta4())
                    .controller(PidController.integral())
                    .build())
        .hasMessageContaining("which an adaptive step controller needs");
    assertThatThrownBy(
            () ->
                adaptive(1e-3)
                    .gradientMode(CheckpointedDiscrete.everyStep())
                    .build()
                    .newSession(Problems.forced(-1).field(), Precision.FLOAT64, 1))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("gradient mode discrete needs [VJP], which the field does not offer");
    assertThatThrownBy(() -> new Tolerances(0, 0)).hasMessageContaining("not both zero");
    assertThatThrownBy(() -> new StepLimits(10, 1, 0.5)).hasMessageContaining("10, 1.0, 0.5");
  }

  @Test
  public void aSessionWithoutGradientModeSaysSo() {
    OdeSession session =
        adaptive(1e-3).build().newForwardSession(Problems.forced(-1).field(), Precision.FLOAT64, 1);
    StateVector y = Float64State.zeros(1, 1);
    session.solve(y, 0, 1);
    assertThatThrownBy(() -> session.pullback(new StateVector[1], y, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no gradient mode");
  }

  @Test
  public void theDenseSolutionIsTheSolutionEverywhere() {
    Problems.Scalar problem = Problems.sine();
    for (double[] interval : new double[][] {{1, 4}, {4, 1}}) {
      DenseSolution dense =
          adaptive(1e-9)
              .dense(true)
              .build()
              .solve(problem.field(), problem.at(interval[0]), interval[0], interval[1])
              .dense()
              .orElseThrow();
      StateVector out = Float64State.zeros(1, 1);
      for (double t : even(interval[0], interval[1], 57)) {
        dense.evaluate(t, out);
        double exact = problem.solution().applyAsDouble(t);
        assertThat(out.get(0, 0)).isCloseTo(exact, within(1e-6 * Math.abs(exact)));
      }
      assertThatThrownBy(() -> dense.evaluate(4.5, out))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not at 4.5");
    }
  }
}
