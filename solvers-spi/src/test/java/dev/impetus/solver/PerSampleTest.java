// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.control.PidController;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.event.Event;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** With steps of its own, each row's solve is the one it would have alone. */
public class PerSampleTest {

  private static final double[] THETA = {0.8};

  /** A driven Van der Pol oscillator whose damping is the third number of its row. */
  private static final VectorField OSCILLATORS =
      VectorField.ofRows(
          3,
          (t, y, dy) -> {
            dy[0] = y[1];
            dy[1] = THETA[0] * y[2] * (1 - y[0] * y[0]) * y[1] - y[0] + 0.3 * Math.sin(t);
            dy[2] = 0;
          },
          (t, y, bar, yBar, thetaBar) -> {
            yBar[0] = bar[1] * (-2 * THETA[0] * y[2] * y[0] * y[1] - 1);
            yBar[1] = bar[0] + bar[1] * THETA[0] * y[2] * (1 - y[0] * y[0]);
            yBar[2] = bar[1] * THETA[0] * (1 - y[0] * y[0]) * y[1];
            thetaBar[0] += bar[1] * y[2] * (1 - y[0] * y[0]) * y[1];
          },
          1);

  private static final double[][] STARTS = {
    {2, 0, 0.1}, {0.5, -1, 5}, {1, 1, 1}, {-2, 0.3, 12}, {0, 0, 3}
  };

  /** A method that says nothing of its rows. */
  private record Silent(SteppingMethod method) implements SteppingMethod {

    @Override
    public MethodInfo info() {
      return method.info();
    }

    @Override
    public Stepper newStepper(StepContext context) {
      return method.newStepper(context);
    }
  }

  private static OdeSolver.Builder perSample(double tolerance) {
    return OdeSolver.with(TestMethods.bogackiShampine32())
        .tolerances(tolerance, tolerance)
        .batchPolicy(BatchPolicy.PER_SAMPLE);
  }

  @DataProvider
  Object[][] solvers() {
    CheckpointedDiscrete some = CheckpointedDiscrete.withCheckpoints(7);
    OdeSolver.Builder heun =
        OdeSolver.with(TestMethods.heunEuler21())
            .batchPolicy(BatchPolicy.PER_SAMPLE)
            .tolerances(1e-3, 1e-4);
    OdeSolver.Builder euler =
        OdeSolver.with(TestMethods.rungeKutta4())
            .batchPolicy(BatchPolicy.PER_SAMPLE)
            .controller(FixedStep.of(0.07));
    return new Object[][] {
      {perSample(1e-5).build()},
      {perSample(1e-5).outputPolicy(OutputPolicy.EXACT).build()},
      {perSample(1e-5).outputPolicy(OutputPolicy.OVERSHOOT).build()},
      {perSample(1e-4).controller(PidController.of(0.4, 0.3, 0.1)).build()},
      {perSample(1e-5).gradientMode(some).build()},
      {perSample(1e-5).gradientMode(CheckpointedDiscrete.binomial(5)).build()},
      {perSample(1e-5).limits(new StepLimits(10_000, 0, 0.05)).build()},
      {heun.build()},
      {heun.outputPolicy(OutputPolicy.EXACT).gradientMode(some).build()},
      {euler.build()},
      {euler.outputPolicy(OutputPolicy.EXACT).build()}
    };
  }

  @Test(dataProvider = "solvers")
  public void aRowInABatchEqualsTheRowAloneBitForBit(OdeSolver solver) {
    double[] forwards = {0.5, 0.6, 2.5, 2.55, 2.6, 6};
    for (double direction : new double[] {1, -1}) {
      double[] times = new double[forwards.length];
      for (int i = 0; i < times.length; i++) {
        times[i] = direction * forwards[i];
      }
      // Backwards the damping must have the other sign, or the solution blows up.
      double[][] starts = new double[STARTS.length][];
      for (int row = 0; row < starts.length; row++) {
        starts[row] = new double[] {STARTS[row][0], STARTS[row][1], direction * STARTS[row][2]};
      }
      OdeSession together = solver.newSession(OSCILLATORS, Precision.FLOAT64, STARTS.length);
      Solution batch = together.solve(StateVector.of(starts), 0, times).orThrow();
      StateVector byStates = StateVector.of(STARTS).newLike();
      StateVector byTheta = StateVector.of(new double[] {0});
      together.pullback(cotangents(STARTS.length, times.length), byStates, byTheta);
      OdeSession alone = solver.newSession(OSCILLATORS, Precision.FLOAT64, 1);
      StateVector thetaAlone = StateVector.of(new double[] {0});
      for (int row = 0; row < STARTS.length; row++) {
        Solution single = alone.solve(StateVector.of(starts[row]), 0, times).orThrow();
        assertThat(batch.rows().get(row).acceptedSteps())
            .isEqualTo(single.rows().get(0).acceptedSteps())
            .isEqualTo(single.statistics().acceptedSteps());
        assertThat(batch.rows().get(row).rejectedSteps())
            .isEqualTo(single.statistics().rejectedSteps());
        for (int i = 0; i < times.length; i++) {
          assertThat(batch.output(i).row(row).toArray()).isEqualTo(single.output(i).toArray());
        }
        assertThat(batch.state().row(row).toArray()).isEqualTo(single.state().toArray());
        StateVector byState = StateVector.of(new double[3]);
        alone.pullback(cotangents(1, times.length), byState, thetaAlone);
        assertThat(byStates.row(row).toArray()).isEqualTo(byState.toArray());
      }
      // The parameters' cotangent is a sum over rows, in another order.
      assertThat(byTheta.get(0, 0))
          .isCloseTo(thetaAlone.get(0, 0), within(1e-10 * Math.abs(thetaAlone.get(0, 0))));
    }
  }

  /** Enough rows, outputs and rejections for all of the loops over many rows. */
  @Test
  public void manyRowsOfTwoNumbersEqualTheirSoloRunsBitForBit() {
    int rows = 60;
    VectorField oscillator =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = y[1];
              dy[1] = 8 * (1 - y[0] * y[0]) * y[1] - y[0];
            });
    double[] times = new double[40];
    for (int i = 0; i < times.length; i++) {
      times[i] = 0.1 * i * (1 + 0.01 * i);
    }
    StateVector starts = Float64State.zeros(rows, 2);
    for (int row = 0; row < rows; row++) {
      starts.set(row, 0, 2 * Math.cos(row));
      starts.set(row, 1, 3 * Math.sin(row));
    }
    OdeSolver solver = perSample(1e-4).build();
    Solution batch = solver.solve(oscillator, starts, 0, times).orThrow();
    assertThat(batch.statistics().rejectedSteps()).isGreaterThan(rows);
    for (int row = 0; row < rows; row++) {
      Solution single = solver.solve(oscillator, starts.row(row), 0, times).orThrow();
      assertThat(batch.rows().get(row)).isEqualTo(single.rows().get(0));
      for (int i = 0; i < times.length; i++) {
        assertThat(batch.output(i).row(row).toArray()).isEqualTo(single.output(i).toArray());
      }
    }
  }

  /** The same in each row; none for one of the outputs. */
  private static StateVector[] cotangents(int rows, int outputs) {
    StateVector[] cotangents = new StateVector[outputs];
    for (int i = 0; i < outputs; i++) {
      cotangents[i] = Float64State.zeros(rows, 3);
      for (int row = 0; row < rows; row++) {
        cotangents[i].set(row, 0, 1 + i);
        cotangents[i].set(row, 1, -0.5 * i);
        cotangents[i].set(row, 2, 0.1);
      }
    }
    cotangents[2] = null;
    return cotangents;
  }

  @Test
  public void withOneRowItEqualsTheCommonStep() {
    double[] times = {0, 1, 3};
    for (double[] start : STARTS) {
      Solution own = perSample(1e-6).build().solve(OSCILLATORS, StateVector.of(start), 0, times);
      Solution common =
          perSample(1e-6)
              .batchPolicy(BatchPolicy.SHARED_MAX)
              .build()
              .solve(OSCILLATORS, StateVector.of(start), 0, times);
      assertThat(own.statistics()).isEqualTo(common.statistics());
      assertThat(own.state().toArray()).isEqualTo(common.state().toArray());
      for (int i = 0; i < times.length; i++) {
        assertThat(own.output(i).toArray()).isEqualTo(common.output(i).toArray());
      }
      assertThat(common.rows()).isEmpty();
    }
  }

  @Test
  public void rowsTakeTheirOwnNumberOfSteps() {
    Solution solution =
        perSample(1e-6).build().solve(OSCILLATORS, StateVector.of(STARTS), 0, 8).orThrow();
    List<RowOutcome> rows = solution.rows();
    long[] accepted = rows.stream().mapToLong(RowOutcome::acceptedSteps).sorted().toArray();
    assertThat(accepted[4]).isGreaterThan(2 * accepted[0]);
    assertThat(solution.statistics().acceptedSteps())
        .isEqualTo(rows.stream().mapToLong(RowOutcome::acceptedSteps).sum());
    assertThat(solution.statistics().rejectedSteps())
        .isEqualTo(rows.stream().mapToLong(RowOutcome::rejectedSteps).sum());
    // Bogacki–Shampine: three evaluations an attempt, the first slope and the probe.
    long attempts =
        rows.stream().mapToLong(row -> row.acceptedSteps() + row.rejectedSteps()).max().orElse(0);
    assertThat(solution.statistics().evaluations()).isEqualTo(3 * attempts + 2);
  }

  @Test
  public void theFieldSeesEachRowsOwnTime() {
    // y' = 2t in every row, whatever the row's steps.
    VectorField quadratic =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = 2 * t;
              dy[1] = -y[1];
            });
    StateVector y0 = StateVector.of(new double[][] {{0, 1e6}, {0, 1}, {0, 0}});
    Solution solution = perSample(1e-6).build().solve(quadratic, y0, 0, 1, 3).orThrow();
    for (int row = 0; row < 3; row++) {
      assertThat(solution.output(0).get(row, 0)).isCloseTo(1, within(1e-12));
      assertThat(solution.output(1).get(row, 0)).isCloseTo(9, within(1e-12));
    }
  }

  @Test
  public void eachRowHasItsOwnEvents() {
    VectorField fall =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = y[1];
              dy[1] = -8;
            });
    EventDetector ground = EventDetector.terminal("ground", (t, y, row) -> y.get(row, 0));
    EventDetector slow = EventDetector.passing("half speed", (t, y, row) -> y.get(row, 1) + 2);
    OdeSolver solver = perSample(1e-8).event(ground).event(slow).build();
    // At rest from x0 the ground is reached after √x0 / 2; the last one is still falling.
    StateVector y0 = StateVector.of(new double[][] {{10, 0}, {1, 0}, {1000, 0}});
    OdeSession session = solver.newForwardSession(fall, Precision.FLOAT64, 3);
    for (int repeat = 0; repeat < 2; repeat++) {
      Solution solution = session.solve(y0, 0, 0.25, 0.75, 4).orThrow();
      assertThat(solution.status()).isEqualTo(SolveStatus.STOPPED_BY_EVENT);
      assertThat(solution.row()).isZero();
      assertThat(solution.time()).isCloseTo(Math.sqrt(10) / 2, within(1e-12));
      assertThat(solution.rows())
          .extracting(RowOutcome::status)
          .containsExactly(
              SolveStatus.STOPPED_BY_EVENT, SolveStatus.STOPPED_BY_EVENT, SolveStatus.REACHED_END);
      assertThat(solution.rows()).extracting(RowOutcome::outputs).containsExactly(2, 1, 3);
      assertThat(solution.rows().get(1).time()).isCloseTo(0.5, within(1e-12));
      assertThat(solution.state().get(1, 1)).isCloseTo(-4, within(1e-10));
      assertThat(solution.output(1).get(0, 0)).isCloseTo(10 - 4 * 0.75 * 0.75, within(1e-10));
      assertThat(solution.output(1).get(1, 0)).isNaN();
      assertThat(solution.output(2).get(0, 0)).isNaN();
      assertThat(solution.output(2).get(2, 0)).isCloseTo(1000 - 64, within(1e-9));
      assertThat(solution.events()).extracting(Event::row).containsExactly(0, 1, 2, 1, 0);
      assertThat(solution.events().get(3).state().toArray()[1]).isCloseTo(-4, within(1e-10));
      assertThat(solution.events().get(4).time()).isEqualTo(solution.time());
    }
  }

  @Test
  public void aRowThatAnEventStoppedHasNoCotangentBeyond() {
    EventDetector half = EventDetector.terminal("half", (t, y, row) -> y.get(row, 0) - 0.5);
    VectorField decay =
        VectorField.ofRows(
            1, (t, y, dy) -> dy[0] = -y[0], (t, y, bar, yBar, thetaBar) -> yBar[0] = -bar[0]);
    OdeSession session =
        perSample(1e-9).event(half).build().newSession(decay, Precision.FLOAT64, 2);
    session.solve(StateVector.of(new double[][] {{1}, {100}}), 0, 0.25, 2).orThrow();
    StateVector[] bars = {
      StateVector.of(new double[][] {{1}, {0}}), StateVector.of(new double[][] {{0}, {1}})
    };
    StateVector byState = Float64State.zeros(2, 1);
    session.pullback(bars, byState, null);
    assertThat(byState.get(0, 0)).isCloseTo(Math.exp(-0.25), within(1e-7));
    assertThat(byState.get(1, 0)).isCloseTo(Math.exp(-2), within(1e-7));
    bars[1].set(0, 0, 1);
    assertThatThrownBy(() -> session.pullback(bars, byState, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 0 of output 1 has a cotangent, but an event ended that row before it");
  }

  /** Beyond its event at y = 1 the field is not defined up to y = 3. */
  private static final VectorField GAP =
      VectorField.ofRows(
          1,
          (t, y, dy) -> {
            if (y[0] > 1 && y[0] < 3) {
              throw new IllegalStateException("evaluated beyond the event, at " + y[0]);
            }
            dy[0] = 1 + 0.1 * Math.sin(y[0]);
          });

  @DataProvider
  Object[][] firstSteps() {
    return new Object[][] {
      {PidController.integral()}, {PidController.proportionalIntegral()}, {FixedStep.of(0.1)}
    };
  }

  @Test(dataProvider = "firstSteps")
  public void aRowThatAnEventStopsAtTheStartIsNotMoved(StepController controller) {
    OdeSolver solver =
        perSample(1e-6)
            .controller(controller)
            .event(EventDetector.terminal("edge", (t, y, row) -> y.get(row, 0) - 1))
            .build();
    StateVector starts =
        StateVector.of(new double[] {5}, new double[] {1}, new double[] {7}, new double[] {4});
    Solution batch = solver.solve(GAP, starts, 0, 2);
    assertThat(batch.status()).isEqualTo(SolveStatus.STOPPED_BY_EVENT);
    assertThat(batch.rows().get(1).status()).isEqualTo(SolveStatus.STOPPED_BY_EVENT);
    assertThat(batch.rows().get(1).acceptedSteps() + batch.rows().get(1).rejectedSteps()).isZero();
    assertThat(batch.state().get(1, 0)).isEqualTo(1);
    for (int row : new int[] {0, 2, 3}) {
      Solution alone = solver.solve(GAP, StateVector.of(new double[] {starts.get(row, 0)}), 0, 2);
      assertThat(batch.rows().get(row).status()).isEqualTo(SolveStatus.REACHED_END);
      assertThat(batch.state().get(row, 0)).isEqualTo(alone.state().get(0, 0));
      assertThat(batch.rows().get(row).acceptedSteps())
          .isEqualTo(alone.statistics().acceptedSteps());
    }
  }

  @Test
  public void aRowThatFailsEndsAloneAndIsNamed() {
    // y' = y² blows up at t = 1/y0: the middle row at 1/4, the others not before 2.
    VectorField square = VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] * y[0]);
    StateVector y0 = StateVector.of(new double[][] {{0.1}, {4}, {-1}});
    Solution solution = perSample(1e-6).build().solve(square, y0, 0, 0.2, 1, 2);
    assertThat(solution.status().isSuccess()).isFalse();
    assertThat(solution.row()).isEqualTo(1);
    assertThat(solution.time()).isCloseTo(0.25, within(1e-3));
    assertThat(solution.rows().get(1).status()).isEqualTo(solution.status());
    assertThat(solution.rows().get(1).detail()).isEqualTo(solution.detail()).isNotEmpty();
    Solution alone =
        perSample(1e-6).build().solve(square, StateVector.of(new double[] {4}), 0, 0.2, 1, 2);
    assertThat(solution.detail()).isEqualTo(alone.detail()).contains("a step of ");
    assertThat(solution.rows().get(1).outputs()).isEqualTo(1);
    assertThat(solution.output(0).get(1, 0)).isCloseTo(20, within(1e-3));
    assertThat(solution.output(2).get(1, 0)).isNaN();
    Solution fine =
        perSample(1e-6)
            .build()
            .solve(square, StateVector.of(new double[][] {{0.1}, {-1}}), 0, 0.2, 1, 2)
            .orThrow();
    for (int i = 0; i < 3; i++) {
      assertThat(solution.output(i).get(0, 0)).isEqualTo(fine.output(i).get(0, 0));
      assertThat(solution.output(i).get(2, 0)).isEqualTo(fine.output(i).get(1, 0));
    }
    assertThatThrownBy(solution::orThrow)
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("row 1");
  }

  @Test
  public void aRowThatStartsBrokenLeavesTheOthersAlone() {
    VectorField root = VectorField.ofRows(1, (t, y, dy) -> dy[0] = Math.sqrt(y[0]));
    StateVector y0 = StateVector.of(new double[][] {{1}, {Double.NaN}, {-1}});
    Solution solution = perSample(1e-8).build().solve(root, y0, 0, 2);
    assertThat(solution.rows())
        .extracting(RowOutcome::status)
        .containsExactly(
            SolveStatus.REACHED_END, SolveStatus.NON_FINITE_STATE, SolveStatus.NON_FINITE_STATE);
    assertThat(solution.row()).isEqualTo(1);
    assertThat(solution.detail()).isEqualTo("the initial state has a NaN or an infinity");
    assertThat(solution.rows().get(2).detail())
        .isEqualTo("the field is NaN or infinite at the initial state");
    assertThat(solution.output(0).get(0, 0)).isCloseTo(4, within(1e-5));
  }

  @Test
  public void aRowOfUnknownFirstStepLeavesTheOthersAlone() {
    // Of 1e170 neither size nor speed has a norm in units of the absolute tolerance alone.
    OdeSolver solver =
        OdeSolver.with(TestMethods.bogackiShampine32())
            .tolerances(0, 1e-6)
            .batchPolicy(BatchPolicy.PER_SAMPLE)
            .build();
    VectorField decay = VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]);
    Solution batch = solver.solve(decay, StateVector.of(new double[][] {{1}, {1e170}}), 0, 1);
    Solution alone = solver.solve(decay, StateVector.of(new double[] {1}), 0, 1).orThrow();
    assertThat(batch.rows().get(0).status()).isEqualTo(SolveStatus.REACHED_END);
    assertThat(batch.output(0).get(0, 0)).isEqualTo(alone.output(0).get(0, 0));
    assertThat(batch.rows().get(1).status().isSuccess()).isFalse();
  }

  /** Proposes a step that is no number for the second row after its first. */
  private record Lost(StepController controller) implements StepController {

    @Override
    public boolean needsErrorEstimate() {
      return controller.needsErrorEstimate();
    }

    @Override
    public double firstStep(double interval) {
      return controller.firstStep(interval);
    }

    @Override
    public Session newSession(MethodInfo method, int size) {
      Session session = controller.newSession(method, size);
      return new Session() {
        @Override
        public boolean accepts(double errorRatio) {
          return session.accepts(errorRatio);
        }

        @Override
        public double factor(int index, double errorRatio, boolean accepted, int errorOrder) {
          double factor = session.factor(index, errorRatio, accepted, errorOrder);
          return index == 1 ? Double.NaN : factor;
        }

        @Override
        public double factorAfterFailure(int index) {
          return session.factorAfterFailure(index);
        }
      };
    }
  }

  @Test
  public void aRowWhoseStepIsNoNumberLeavesTheOthersAlone() {
    StateVector starts = StateVector.of(new double[][] {{1}, {2}, {3}});
    VectorField decay = VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]);
    Solution batch =
        perSample(1e-6)
            .controller(new Lost(PidController.integral()))
            .build()
            .solve(decay, starts, 0, 1);
    Solution sound = perSample(1e-6).build().solve(decay, starts, 0, 1).orThrow();
    for (int row : new int[] {0, 2}) {
      assertThat(batch.rows().get(row).status()).isEqualTo(SolveStatus.REACHED_END);
      assertThat(batch.output(0).get(row, 0)).isEqualTo(sound.output(0).get(row, 0));
    }
    assertThat(batch.rows().get(1).status().isSuccess()).isFalse();
  }

  @Test
  public void theStepLimitHoldsForEachRow() {
    Solution solution =
        perSample(1e-6)
            .limits(new StepLimits(60, 0, Double.POSITIVE_INFINITY))
            .build()
            .solve(OSCILLATORS, StateVector.of(STARTS), 0, 8);
    assertThat(solution.status()).isEqualTo(SolveStatus.STEP_LIMIT);
    RowOutcome limited = solution.rows().get(solution.row());
    assertThat(limited.acceptedSteps() + limited.rejectedSteps()).isEqualTo(60);
    assertThat(solution.rows().get(0).status()).isEqualTo(SolveStatus.STEP_LIMIT);
    assertThat(solution.rows())
        .allSatisfy(
            row -> assertThat(row.acceptedSteps() + row.rejectedSteps()).isLessThanOrEqualTo(60));
  }

  @Test
  public void float32RowsEqualTheirSoloRunsToRounding() {
    StateVector starts = StateVector.zeros(Precision.FLOAT32, STARTS.length, 3);
    starts.copyFrom(StateVector.of(STARTS));
    OdeSolver solver = perSample(1e-3).build();
    Solution batch = solver.solve(OSCILLATORS, starts, 0, 1, 2).orThrow();
    for (int row = 0; row < STARTS.length; row++) {
      StateVector start = StateVector.zeros(Precision.FLOAT32, 1, 3);
      start.copyFrom(StateVector.of(STARTS[row]));
      Solution single = solver.solve(OSCILLATORS, start, 0, 1, 2).orThrow();
      for (int column = 0; column < 3; column++) {
        assertThat(batch.state().get(row, column))
            .isCloseTo(single.state().get(0, column), within(1e-4));
      }
    }
  }

  @Test
  public void theContinuousAdjointTakesCommonStepsBack() {
    double[] times = {1, 2, 3, 4};
    StateVector[] results = new StateVector[2];
    GradientMode[] modes = {
      CheckpointedDiscrete.everyStep(),
      ContinuousAdjoint.backsolve().withSeminorm().withTolerances(1e-9, 1e-9)
    };
    for (int i = 0; i < 2; i++) {
      OdeSession session =
          perSample(1e-9)
              .gradientMode(modes[i])
              .build()
              .newSession(OSCILLATORS, Precision.FLOAT64, 3);
      session
          .solve(StateVector.of(new double[][] {STARTS[0], STARTS[2], {1, 0, 2}}), 0, times)
          .orThrow();
      results[i] = Float64State.zeros(3, 3);
      session.pullback(cotangents(3, times.length), results[i], null);
    }
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        assertThat(results[1].get(row, column))
            .isCloseTo(results[0].get(row, column), within(1e-4));
      }
    }
  }

  @Test
  public void whatCannotHaveOwnStepsIsRefusedBeforeTheFirstEvaluation() {
    VectorField coupled =
        new VectorField() {
          @Override
          public int width() {
            return 1;
          }

          @Override
          public void evaluate(RowScalar t, StateVector y, StateVector dy) {
            throw new AssertionError("evaluated");
          }

          @Override
          public FieldTraits traits() {
            return FieldTraits.UNKNOWN;
          }
        };
    StateVector y0 = Float64State.zeros(2, 1);
    assertThatThrownBy(() -> perSample(1e-6).build().solve(coupled, y0, 0, 1))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("PER_SAMPLE does not fit the field");
    VectorField rows = VectorField.ofRows(1, (t, y, dy) -> dy[0] = 0);
    assertThatThrownBy(() -> perSample(1e-6).dense(true).build().solve(rows, y0, 0, 1))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("PER_SAMPLE does not fit dense output");
    OdeSolver silent =
        OdeSolver.with(new Silent(TestMethods.heunEuler21()))
            .batchPolicy(BatchPolicy.PER_SAMPLE)
            .build();
    assertThatThrownBy(() -> silent.solve(rows, y0, 0, 1))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("couples the rows");
    EventDetector stop = EventDetector.terminal("stop", (t, y, row) -> 1);
    assertThatThrownBy(
            () ->
                perSample(1e-6)
                    .event(stop)
                    .gradientMode(ContinuousAdjoint.backsolve())
                    .build()
                    .newSession(OSCILLATORS, Precision.FLOAT64, 2))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("terminal events");
  }
}
