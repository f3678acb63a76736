// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.TestMethods;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StageStore;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Full storage against the discrete gradient that repeats its steps, bit for bit: Van der Pol's
 * oscillator, μ = 3, driven by a force in time, whose kinks make an adaptive method reject steps.
 */
public class FullStorageTest {

  private static final double[] TIMES = {0, 0.31, 0.32, 4, 9};

  private static VectorField oscillator() {
    return VectorField.ofRows(
        2,
        (t, y, dy) -> {
          dy[0] = y[1];
          dy[1] = 3 * (1 - y[0] * y[0]) * y[1] - y[0] + 0.5 * Math.cos(t);
        },
        (t, y, bar, yBar, thetaBar) -> {
          yBar[0] = (-6 * y[0] * y[1] - 1) * bar[1];
          yBar[1] = bar[0] + 3 * (1 - y[0] * y[0]) * bar[1];
          thetaBar[0] += Math.cos(t) * bar[1];
        },
        1);
  }

  private static StateVector start(Precision precision) {
    StateVector start = StateVector.zeros(precision, 3, 2);
    start.copyFrom(
        StateVector.of(new double[] {2, 0}, new double[] {-1, 0.5}, new double[] {0.1, -2}));
    return start;
  }

  private record Gradient(
      double[] byStart, double[] byParameter, SolveStatistics work, Solution solution) {}

  private static Gradient gradient(
      OdeSolver.Builder solver, GradientMode mode, Precision precision, double... times) {
    OdeSession session = solver.gradientMode(mode).build().newSession(oscillator(), precision, 3);
    return gradient(session, precision, times);
  }

  private static Gradient gradient(OdeSession session, Precision precision, double... times) {
    Solution solution = session.solve(start(precision), 0, times).orThrow();
    StateVector[] cotangents = new StateVector[times.length];
    for (int i = 0; i < solution.outputs().size(); i++) {
      if (i != 1) {
        cotangents[i] = start(precision);
        cotangents[i].scale(0.3 + i);
      }
    }
    StateVector byStart = start(precision);
    StateVector byParameter = StateVector.zeros(precision, 1, 1);
    SolveStatistics work = session.pullback(cotangents, byStart, byParameter);
    return new Gradient(byStart.toArray(), byParameter.toArray(), work, solution);
  }

  @DataProvider
  Object[][] solves() {
    List<Object[]> cases = new ArrayList<>();
    for (SteppingMethod method :
        List.of(TestMethods.heunEuler21(), TestMethods.bogackiShampine32())) {
      for (Precision precision : Precision.values()) {
        for (OutputPolicy outputs : OutputPolicy.values()) {
          for (BatchPolicy policy : List.of(BatchPolicy.SHARED, BatchPolicy.SHARED_MAX)) {
            cases.add(new Object[] {method, precision, outputs, policy});
          }
        }
      }
    }
    return cases.toArray(Object[][]::new);
  }

  @Test(dataProvider = "solves")
  public void itHasTheBitsOfTheGradientThatRepeatsItsSteps(
      SteppingMethod method, Precision precision, OutputPolicy outputs, BatchPolicy policy) {
    OdeSolver.Builder solver =
        OdeSolver.with(method).tolerances(1e-4, 1e-4).outputPolicy(outputs).batchPolicy(policy);
    Gradient repeated = gradient(solver, CheckpointedDiscrete.everyStep(), precision, TIMES);
    Gradient stored = gradient(solver, FullStorage.everyStage(), precision, TIMES);
    assertThat(stored.byStart()).isEqualTo(repeated.byStart());
    assertThat(stored.byParameter()).isEqualTo(repeated.byParameter());
    assertThat(stored.solution().state().toArray())
        .isEqualTo(repeated.solution().state().toArray());
    assertThat(stored.solution().statistics().rejectedSteps()).isPositive();
    assertThat(stored.work().evaluations()).isZero();
    assertThat(stored.work().vectorJacobianProducts())
        .isEqualTo(repeated.work().vectorJacobianProducts());
    // The slope with which the driver begins is evaluated again, where it can be differentiated.
    assertThat(stored.solution().statistics().evaluations())
        .isEqualTo(repeated.solution().statistics().evaluations() + 1);
  }

  @Test
  public void aSolveThatAnEventEndsInsideAStepIsDifferentiatedToo() {
    for (SteppingMethod method :
        List.of(TestMethods.heunEuler21(), TestMethods.bogackiShampine32())) {
      OdeSolver.Builder solver =
          OdeSolver.with(method)
              .tolerances(1e-4, 1e-4)
              .event(EventDetector.terminal("top", (t, y, row) -> y.get(row, 0) - 1.5));
      Gradient repeated =
          gradient(solver, CheckpointedDiscrete.everyStep(), Precision.FLOAT64, TIMES);
      Gradient stored = gradient(solver, FullStorage.everyStage(), Precision.FLOAT64, TIMES);
      assertThat(stored.solution().status()).isEqualTo(SolveStatus.STOPPED_BY_EVENT);
      assertThat(stored.solution().outputs().size()).isGreaterThan(2);
      assertThat(stored.byStart()).isEqualTo(repeated.byStart());
      assertThat(stored.byParameter()).isEqualTo(repeated.byParameter());
    }
  }

  @Test
  public void aLaterSessionAndALaterSolveHaveTheSameBits() {
    OdeSolver.Builder solver =
        OdeSolver.with(TestMethods.bogackiShampine32()).tolerances(1e-4, 1e-4);
    OdeSession session =
        solver
            .gradientMode(FullStorage.everyStage())
            .build()
            .newSession(oscillator(), Precision.FLOAT64, 3);
    Gradient first = gradient(session, Precision.FLOAT64, TIMES);
    gradient(session, Precision.FLOAT64, 0.5, 20);
    gradient(session, Precision.FLOAT64, 0.1);
    Gradient later = gradient(session, Precision.FLOAT64, TIMES);
    Gradient elsewhere = gradient(solver, FullStorage.everyStage(), Precision.FLOAT64, TIMES);
    assertThat(later.byStart()).isEqualTo(first.byStart()).isEqualTo(elsewhere.byStart());
    assertThat(later.byParameter()).isEqualTo(first.byParameter());
  }

  /** Counts its linearisations. */
  private static final class Counted implements VectorField {

    private final VectorField field = oscillator();
    private int linearizations;

    @Override
    public int width() {
      return field.width();
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      field.evaluate(t, y, dy);
    }

    @Override
    public Set<Capability> capabilities() {
      return field.capabilities();
    }

    @Override
    public int[] parameterSizes() {
      return field.parameterSizes();
    }

    @Override
    public Linearization newLinearization() {
      linearizations++;
      return field.newLinearization();
    }
  }

  @Test
  public void itKeepsTheStagesOfAcceptedStepsAlone() {
    for (SteppingMethod method :
        List.of(TestMethods.heunEuler21(), TestMethods.bogackiShampine32())) {
      Counted field = new Counted();
      OdeSession session =
          OdeSolver.with(method)
              .tolerances(1e-4, 1e-4)
              .gradientMode(FullStorage.everyStage())
              .build()
              .newSession(field, Precision.FLOAT64, 3);
      Gradient gradient = gradient(session, Precision.FLOAT64, TIMES);
      long steps = gradient.solution().statistics().acceptedSteps();
      // One more where the last stage is the next step's first, of which there is none at the end.
      long shared = method.info().evaluationsPerStep() == 3 ? 1 : 0;
      long expected = steps * method.info().evaluationsPerStep() + shared;
      assertThat(gradient.solution().statistics().rejectedSteps()).isPositive();
      assertThat(field.linearizations).isEqualTo((int) expected);
      gradient(session, Precision.FLOAT64, TIMES);
      assertThat(field.linearizations).isEqualTo((int) expected);
    }
  }

  /** The oscillator with linearisations that can be saved: as the state, the time behind it. */
  private static final class Saving implements VectorField {

    private final VectorField field = oscillator();
    private int linearizations;

    @Override
    public int width() {
      return field.width();
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      field.evaluate(t, y, dy);
    }

    @Override
    public Set<Capability> capabilities() {
      return field.capabilities();
    }

    @Override
    public int[] parameterSizes() {
      return field.parameterSizes();
    }

    @Override
    public Linearization newLinearization() {
      linearizations++;
      return new Saved(field.newLinearization());
    }
  }

  private static final class Saved implements Linearization {

    private final Linearization point;
    private final StateVector state = start(Precision.FLOAT64);
    private final StateVector slope = start(Precision.FLOAT64);
    private double time;

    Saved(Linearization point) {
      this.point = point;
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      point.evaluate(t, y, dy);
      state.copyFrom(y);
      time = t.get(0);
    }

    @Override
    public void vjp(StateVector cotangent, StateVector byState, StateVector byParameter) {
      point.vjp(cotangent, byState, byParameter);
    }

    @Override
    public int savedSize() {
      return state.size() + 1;
    }

    @Override
    public void save(StateVector record) {
      record.view(0, state.rows(), state.width()).copyFrom(state);
      record.set(0, state.size(), time);
    }

    @Override
    public void restore(StateVector record) {
      StateVector saved = record.view(0, state.rows(), state.width());
      evaluate(RowScalar.shared(record.get(0, state.size())), saved, slope);
    }
  }

  @Test
  public void oneLinearizationThatCanBeSavedServesAllStages() {
    for (SteppingMethod method :
        List.of(TestMethods.heunEuler21(), TestMethods.bogackiShampine32())) {
      OdeSolver.Builder solver = OdeSolver.with(method).tolerances(1e-4, 1e-4);
      Gradient expected =
          gradient(solver, CheckpointedDiscrete.everyStep(), Precision.FLOAT64, TIMES);
      Saving field = new Saving();
      OdeSession session =
          solver
              .gradientMode(FullStorage.everyStage())
              .build()
              .newSession(field, Precision.FLOAT64, 3);
      for (int again = 0; again < 2; again++) {
        Gradient found = gradient(session, Precision.FLOAT64, TIMES);
        assertThat(found.byStart()).isEqualTo(expected.byStart());
        assertThat(found.byParameter()).isEqualTo(expected.byParameter());
      }
      assertThat(field.linearizations).isEqualTo(1);
    }
  }

  @Test
  public void aSolveThatWouldKeepMoreThanItMayEndsBeforeItDoes() {
    OdeSolver.Builder solver =
        OdeSolver.with(TestMethods.bogackiShampine32()).tolerances(1e-4, 1e-4);
    FullStorage mode = FullStorage.everyStage();
    OdeSolver whole = solver.gradientMode(mode).build();
    assertThat(whole.warnings()).isEmpty();
    // Three places a step, and one more: 6 numbers of 8 bytes and 96 bytes around them.
    assertThat(whole.warnings(oscillator(), Precision.FLOAT64, 3))
        .singleElement()
        .asString()
        .contains("at least 432 bytes a step", "3 evaluations of 3 x 2 numbers", " MiB ends");
    int steps = 30;
    long limit = (3 * steps + 1) * 144L;
    Counted field = new Counted();
    OdeSession session =
        solver.gradientMode(mode.atMost(limit)).build().newSession(field, Precision.FLOAT64, 3);
    Solution solution = session.solve(start(Precision.FLOAT64), 0, TIMES);
    assertThat(solution.status()).isEqualTo(SolveStatus.STORAGE_LIMIT);
    assertThat(solution.statistics().acceptedSteps()).isEqualTo(steps);
    assertThat(field.linearizations).isEqualTo(3 * steps + 1);
    assertThat(solution.detail())
        .isEqualTo(
            "the stages of 30 steps take 0.01 MiB, and those of one more would not fit the limit of"
                + " 0.01 MiB");
    assertThatThrownBy(solution::orThrow)
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("storage-limit");
    assertThatThrownBy(
            () -> session.pullback(new StateVector[TIMES.length], start(Precision.FLOAT64), null))
        .isInstanceOf(IllegalStateException.class);
    long attempts = steps + solution.statistics().rejectedSteps();
    Solution counted =
        solver
            .limits(new StepLimits(attempts, 0, Double.POSITIVE_INFINITY))
            .build()
            .solve(oscillator(), start(Precision.FLOAT64), 0, TIMES);
    assertThat(solution.time()).isEqualTo(counted.time());
    assertThat(solution.state().toArray()).isEqualTo(counted.state().toArray());
    assertThat(solution.outputs()).hasSameSizeAs(counted.outputs());
    gradient(session, Precision.FLOAT64, 0.1, 0.2, 0.3);
  }

  @Test
  public void aStoreHasAPlaceForEachEvaluationOfAStepAndNoOther() {
    assertThatThrownBy(() -> new StageStore(oscillator(), 0))
        .isInstanceOf(IllegalArgumentException.class);
    StageStore store = new StageStore(oscillator(), 3);
    StateVector y = start(Precision.FLOAT64);
    StateVector slope = y.newLike();
    // The fourth is the next step's first.
    store.evaluate(3, RowScalar.shared(0), y, slope);
    assertThatThrownBy(() -> store.evaluate(4, RowScalar.shared(0), y, slope))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** A method that does not say how many evaluations its steps have. */
  private record Silent(SteppingMethod method) implements SteppingMethod {

    @Override
    public MethodInfo info() {
      MethodInfo all = method.info();
      return new MethodInfo(
          all.name(),
          all.order(),
          all.errorOrder(),
          all.denseOrder(),
          0,
          all.historyLength(),
          all.implicit(),
          all.needs(),
          all.citation());
    }

    @Override
    public boolean storesStages() {
      return true;
    }

    @Override
    public Stepper newStepper(StepContext context) {
      return method.newStepper(context);
    }
  }

  @Test
  public void whatItCannotDifferentiateIsRefusedInASentence() {
    SteppingMethod trapezoidal =
        DiagonallyImplicitRungeKutta.of(
            "trapezoidal rule",
            2,
            ButcherTableau.of(
                new double[] {0, 1}, new double[][] {{}, {0.5, 0.5}}, new double[] {0.5, 0.5}),
            ContinuousExtension.of(2, new double[][] {{1, -0.5}, {0, 0.5}}),
            "textbook");
    OdeSolver implicit =
        OdeSolver.with(trapezoidal)
            .controller(FixedStep.of(0.1))
            .gradientMode(FullStorage.everyStage())
            .build();
    assertThatThrownBy(() -> implicit.newSession(oscillator(), Precision.FLOAT64, 3))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("gradient mode full-storage does not fit")
        .hasMessageContaining("trapezoidal rule solves equations");
    OdeSolver rows =
        OdeSolver.with(TestMethods.bogackiShampine32())
            .batchPolicy(BatchPolicy.PER_SAMPLE)
            .gradientMode(FullStorage.everyStage())
            .build();
    assertThatThrownBy(() -> rows.newSession(oscillator(), Precision.FLOAT64, 3))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("rows that reject an attempt");
    OdeSolver explicit =
        OdeSolver.with(TestMethods.bogackiShampine32())
            .gradientMode(FullStorage.everyStage())
            .build();
    OdeSolver silent =
        OdeSolver.with(new Silent(TestMethods.bogackiShampine32()))
            .gradientMode(FullStorage.everyStage())
            .build();
    assertThatThrownBy(() -> silent.newSession(oscillator(), Precision.FLOAT64, 3))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("Bogacki")
        .hasMessageContaining("does not say how many a step has");
    VectorField plain = VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]);
    assertThatThrownBy(() -> explicit.newSession(plain, Precision.FLOAT64, 1))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("full-storage needs [VJP]");
  }
}
