// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.DenseSolution;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.control.PidController;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.problem.Detest;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.TimeDependent;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import org.apache.commons.math3.exception.DimensionMismatchException;
import org.apache.commons.math3.exception.NumberIsTooSmallException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The library's integrators through the driver: accuracy, outputs, events, counts, statuses. */
public class CommonsIntegratorTest {

  private static final OdeProblem ROTATION = TimeDependent.rotation();

  @DataProvider
  Object[][] methods() {
    return new Object[][] {
      {CommonsIntegrator.dormandPrince853()},
      {CommonsIntegrator.graggBulirschStoer()},
      {CommonsIntegrator.adamsBashforth(5)},
      {CommonsIntegrator.adamsMoulton(5)}
    };
  }

  private static OdeSolver.Builder solver(CommonsIntegrator method, double tolerance) {
    return OdeSolver.with(method).tolerances(tolerance, tolerance);
  }

  private static Solution solve(OdeSolver.Builder builder, OdeProblem problem, double... times) {
    return builder
        .build()
        .solve(problem.newField(), problem.initialState(), problem.t0(), times)
        .orThrow();
  }

  @Test(dataProvider = "methods")
  public void theProblemsOfDetestAreSolved(CommonsIntegrator method) {
    for (String name : List.of("A1", "A3", "A4", "B2", "B4", "C3", "D1", "E2", "E3")) {
      OdeProblem problem = Detest.problem(name);
      double loose =
          problem.error(solve(solver(method, 1e-6), problem, problem.end()).state().toArray());
      double tight =
          problem.error(solve(solver(method, 1e-10), problem, problem.end()).state().toArray());
      assertThat(loose).as("%s at 1e-6", name).isLessThan(1e-2);
      assertThat(tight).as("%s at 1e-10", name).isLessThan(1e-5).isLessThan(loose + 1e-10);
    }
  }

  @Test(dataProvider = "methods")
  public void outputsLieOnTheSolutionHoweverTheyAreMet(CommonsIntegrator method) {
    double[] times = {0, 0.1234, 0.7, 1.9, 2.2, 3};
    for (OutputPolicy policy : OutputPolicy.values()) {
      Solution solution = solve(solver(method, 1e-9).outputPolicy(policy), ROTATION, times);
      for (int i = 0; i < times.length; i++) {
        assertThat(ROTATION.errorAt(times[i], solution.output(i).toArray()))
            .as("%s, output at %s", policy, times[i])
            .isLessThan(1e-5);
      }
      assertThat(solution.time()).isEqualTo(3);
    }
  }

  @Test(dataProvider = "methods")
  public void itSolvesBackwardsInTime(CommonsIntegrator method) {
    Solution there = solve(solver(method, 1e-10), ROTATION, 3);
    Solution back =
        solver(method, 1e-10)
            .build()
            .solve(ROTATION.newField(), there.state(), 3, 1.5, 0)
            .orThrow();
    assertThat(ROTATION.errorAt(0, back.state().toArray())).isLessThan(1e-6);
    assertThat(ROTATION.errorAt(1.5, back.output(0).toArray())).isLessThan(1e-6);
  }

  @Test(dataProvider = "methods")
  public void theLibrarysStepsAreTheDriversAndItsCallsAreCounted(CommonsIntegrator method) {
    long[] calls = {0};
    VectorField decay =
        VectorField.ofRows(
            1,
            (t, y, dy) -> {
              calls[0]++;
              dy[0] = -y[0];
            });
    Solution solution =
        solver(method, 1e-8).build().solve(decay, StateVector.of(new double[] {1}), 0, 5).orThrow();
    assertThat(solution.statistics().evaluations()).isEqualTo(calls[0]);
    assertThat(solution.statistics().acceptedSteps()).isGreaterThan(1);
    assertThat(solution.statistics().rejectedSteps()).isZero();
  }

  @Test(dataProvider = "methods")
  public void eventsAreFoundInsideTheLibrarysSteps(CommonsIntegrator method) {
    EventDetector fall =
        EventDetector.terminal("fall", (t, y, row) -> y.get(row, 0))
            .in(EventDetector.Direction.FALLING);
    VectorField circle =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = -y[1];
              dy[1] = y[0];
            });
    Solution solution =
        solver(method, 1e-10)
            .event(fall)
            .build()
            .solve(circle, StateVector.of(new double[] {1, 0}), 0, 0.5, 10);
    assertThat(solution.status()).isEqualTo(SolveStatus.STOPPED_BY_EVENT);
    assertThat(solution.time()).isCloseTo(Math.PI / 2, within(1e-6));
    assertThat(solution.outputs()).hasSize(1);
    assertThat(solution.state().get(0, 1)).isCloseTo(1, within(1e-6));
  }

  @Test(dataProvider = "methods")
  public void denseOutputLiesOnTheSolution(CommonsIntegrator method) {
    Solution solution = solve(solver(method, 1e-9).dense(true), ROTATION, 3);
    DenseSolution dense = solution.dense().orElseThrow();
    StateVector out = ROTATION.initialState();
    for (int i = 0; i <= 100; i++) {
      dense.evaluate(0.03 * i, out);
      assertThat(ROTATION.errorAt(0.03 * i, out.toArray())).isLessThan(1e-5);
    }
  }

  /** Each window begins anew; the longest step makes windows too. */
  @Test(dataProvider = "methods")
  public void fixedStepsAreWindows(CommonsIntegrator method) {
    Solution whole = solve(solver(method, 1e-9), ROTATION, 3);
    Solution windows = solve(solver(method, 1e-9).controller(FixedStep.of(0.5)), ROTATION, 3);
    Solution limited =
        solve(solver(method, 1e-9).limits(new StepLimits(100_000, 0, 0.5)), ROTATION, 3);
    for (Solution cut : List.of(windows, limited)) {
      assertThat(cut.time()).isEqualTo(3);
      assertThat(ROTATION.error(cut.state().toArray())).isLessThan(1e-6);
      assertThat(cut.statistics().evaluations()).isGreaterThan(whole.statistics().evaluations());
    }
  }

  @Test(dataProvider = "methods")
  public void aFieldThatBecomesNanEndsTheSolveWithTheLastGoodState(CommonsIntegrator method) {
    VectorField breaks = VectorField.ofRows(1, (t, y, dy) -> dy[0] = t > 0.5 ? Double.NaN : -y[0]);
    Solution solution =
        solver(method, 1e-6).build().solve(breaks, StateVector.of(new double[] {1}), 0, 1);
    assertThat(solution.status()).isEqualTo(SolveStatus.NON_FINITE_STATE);
    assertThat(solution.time()).isLessThanOrEqualTo(0.5);
    assertThat(solution.state().get(0, 0)).isCloseTo(Math.exp(-solution.time()), within(1e-4));
    assertThat(solution.detail()).contains("domain");
  }

  /** Also those of the types by which the library says that its steps or its work have ended. */
  @Test(dataProvider = "methods")
  public void exceptionsOfTheFieldComeThroughAsTheyAre(CommonsIntegrator method) {
    for (RuntimeException mine :
        List.of(
            new IllegalStateException("of the field"),
            new NumberIsTooSmallException(1, 2, true),
            new DimensionMismatchException(1, 2),
            new TooManyEvaluationsException(7))) {
      boolean[] broken = {true};
      VectorField throwing =
          VectorField.ofRows(
              1,
              (t, y, dy) -> {
                if (broken[0] && t > 0.5) {
                  throw mine;
                }
                dy[0] = -y[0];
              });
      OdeSession session =
          solver(method, 1e-6).build().newForwardSession(throwing, Precision.FLOAT64, 1);
      StateVector one = StateVector.of(new double[] {1});
      assertThatThrownBy(() -> session.solve(one, 0, 1)).isSameAs(mine);
      broken[0] = false;
      assertThat(session.solve(one, 0, 1).orThrow().state().get(0, 0))
          .isCloseTo(Math.exp(-1), within(1e-4));
    }
  }

  @Test(dataProvider = "methods")
  public void aSolutionThatBlowsUpIsAStatus(CommonsIntegrator method) {
    VectorField square = VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] * y[0]);
    Solution solution =
        solver(method, 1e-6).build().solve(square, StateVector.of(new double[] {1}), 0, 2);
    assertThat(solution.status())
        .isIn(SolveStatus.STEP_SIZE_UNDERFLOW, SolveStatus.NON_FINITE_STATE);
    assertThat(solution.time()).isBetween(0.9, 1.001);
    assertThat(solution.state().firstNonFiniteRow()).isEqualTo(-1);
  }

  @Test
  public void theStepLimitIsAStatus() {
    Solution solution =
        solver(CommonsIntegrator.adamsBashforth(3), 1e-8)
            .limits(new StepLimits(5, 0, Double.POSITIVE_INFINITY))
            .build()
            .solve(ROTATION.newField(), ROTATION.initialState(), 0, 3);
    assertThat(solution.status()).isEqualTo(SolveStatus.STEP_LIMIT);
    assertThat(solution.statistics().acceptedSteps()).isEqualTo(5);
  }

  @Test(dataProvider = "methods")
  public void noRowHidesBehindTheOthersUnlessItIsToldTo(CommonsIntegrator method) {
    VectorField decay = VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0] * Math.cos(t));
    StateVector start = StateVector.zeros(Precision.FLOAT64, 9, 1);
    start.set(4, 0, 1);
    long[] work = new long[2];
    for (BatchPolicy policy : List.of(BatchPolicy.SHARED_MAX, BatchPolicy.SHARED)) {
      Solution solution =
          OdeSolver.with(method)
              .tolerances(1e-9, 1e-9)
              .batchPolicy(policy)
              .build()
              .solve(decay, start, 0, 3)
              .orThrow();
      assertThat(solution.state().get(4, 0)).isCloseTo(Math.exp(-Math.sin(3)), within(1e-6));
      work[policy == BatchPolicy.SHARED ? 0 : 1] = solution.statistics().evaluations();
    }
    assertThat(work[1]).isGreaterThan(work[0]);
  }

  @Test
  public void singlePrecisionIsRoundedAtTheStepsEnds() {
    StateVector single = StateVector.zeros(Precision.FLOAT32, 1, 2);
    single.copyFrom(ROTATION.initial(), 0);
    Solution solution =
        solver(CommonsIntegrator.dormandPrince853(), 1e-6)
            .build()
            .solve(ROTATION.newField(), single, 0, 3)
            .orThrow();
    assertThat(ROTATION.error(solution.state().toArray())).isLessThan(1e-4);
  }

  @Test
  public void whatDoesNotFitIsRefusedInASentence() {
    CommonsIntegrator method = CommonsIntegrator.dormandPrince853();
    assertThatThrownBy(() -> solver(method, 1e-6).controller(PidController.integral()).build())
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining(method.info().name());
    assertThatThrownBy(
            () ->
                solver(method, 1e-6)
                    .batchPolicy(BatchPolicy.PER_SAMPLE)
                    .build()
                    .solve(ROTATION.newField(), ROTATION.initialState(), 0, 1))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining(method.info().name());
    OdeSolver adjoint =
        solver(method, 1e-6).gradientMode(ContinuousAdjoint.backsolve().withSeminorm()).build();
    assertThatThrownBy(
            () -> {
              OdeSession session = adjoint.newSession(growth(), Precision.FLOAT64, 1);
              session.solve(StateVector.of(new double[] {1}), 0, 1);
            })
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("root mean square");
    assertThatThrownBy(
            () -> solver(method, 1e-6).build().newSession(growth(), Precision.FLOAT64, 1))
        .hasMessageContaining(method.info().name());
  }

  /** {@code y' = θ y}, θ = 1. */
  private static VectorField growth() {
    return VectorField.ofRows(
        1,
        (t, y, dy) -> dy[0] = y[0],
        (t, y, bar, yBar, thetaBar) -> {
          yBar[0] = bar[0];
          thetaBar[0] += y[0] * bar[0];
        },
        1);
  }
}
