// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.TestMethods;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.field.CountingField;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.SteppingMethod;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * A driven pendulum with three parameters, one of them unused: {@code x' = v, v' = -a sin x + b
 * cos(3t) - 0.1 v}.
 */
public class GradientTest {

  private static final double[] THETA = {1.7, 0.6, 9};
  private static final StateVector Y0 =
      StateVector.of(new double[] {0.5, -0.2}, new double[] {1.5, 0.3});

  private static VectorField pendulum(double... theta) {
    return VectorField.ofRows(
        2,
        (t, y, dy) -> {
          dy[0] = y[1];
          dy[1] = -theta[0] * Math.sin(y[0]) + theta[1] * Math.cos(3 * t) - 0.1 * y[1];
        },
        (t, y, bar, yBar, thetaBar) -> {
          yBar[0] = -theta[0] * Math.cos(y[0]) * bar[1];
          yBar[1] = bar[0] - 0.1 * bar[1];
          thetaBar[0] -= Math.sin(y[0]) * bar[1];
          thetaBar[1] += Math.cos(3 * t) * bar[1];
        },
        2,
        1);
  }

  /** Cotangents of a loss that weighs all numbers of all outputs differently. */
  private static StateVector[] cotangents(int outputs, Precision precision) {
    StateVector[] cotangents = new StateVector[outputs];
    for (int i = 0; i < outputs; i++) {
      if (i == 1) {
        continue; // this output does not take part
      }
      cotangents[i] = StateVector.zeros(precision, 2, 2);
      for (int k = 0; k < 4; k++) {
        cotangents[i].set(k / 2, k % 2, Math.cos(1 + i + 3 * k));
      }
    }
    return cotangents;
  }

  private static double loss(Solution solution) {
    StateVector[] weights = cotangents(solution.outputs().size(), Precision.FLOAT64);
    double loss = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != null) {
        loss += solution.output(i).dot(weights[i]);
      }
    }
    return loss;
  }

  private record Gradient(
      StateVector initial, StateVector parameters, SolveStatistics work, Solution solution) {}

  private static Gradient gradient(OdeSolver solver, double t0, double... times) {
    OdeSession session = solver.newSession(pendulum(THETA), Precision.FLOAT64, 2);
    Solution solution = session.solve(Y0, t0, times).orThrow();
    StateVector initial = Y0.newLike();
    StateVector parameters = Float64State.zeros(1, 3);
    SolveStatistics work =
        session.pullback(cotangents(times.length, Precision.FLOAT64), initial, parameters);
    return new Gradient(initial, parameters, work, solution);
  }

  /** Central differences of the loss at tolerance or step of the solver itself. */
  private static double[] differences(OdeSolver solver, double t0, double... times) {
    double[] gradient = new double[7];
    for (int i = 0; i < 7; i++) {
      double[] sides = new double[2];
      for (int side = 0; side < 2; side++) {
        double change = side == 0 ? -1e-5 : 1e-5;
        double[] theta = THETA.clone();
        double[] start = Y0.toArray();
        if (i < 4) {
          start[i] += change;
        } else {
          theta[i - 4] += change;
        }
        StateVector y0 = Y0.newLike();
        y0.copyFrom(start, 0);
        sides[side] = loss(solver.solve(pendulum(theta), y0, t0, times).orThrow());
      }
      gradient[i] = (sides[1] - sides[0]) / 2e-5;
    }
    return gradient;
  }

  private static double[] join(Gradient gradient) {
    double[] joined = new double[7];
    gradient.initial().copyTo(joined, 0);
    gradient.parameters().copyTo(joined, 4);
    return joined;
  }

  @DataProvider
  Object[][] discrete() {
    List<Object[]> cases = new ArrayList<>();
    for (SteppingMethod method :
        List.of(
            TestMethods.euler(),
            TestMethods.heunEuler21(),
            TestMethods.bogackiShampine32(),
            TestMethods.rungeKutta4())) {
      for (OutputPolicy policy : OutputPolicy.values()) {
        for (GradientMode mode :
            List.of(
                CheckpointedDiscrete.everyStep(),
                CheckpointedDiscrete.withCheckpoints(3),
                CheckpointedDiscrete.binomial(3),
                FullStorage.everyStage())) {
          for (double direction : new double[] {1, -1}) {
            cases.add(new Object[] {method, policy, mode, direction});
          }
        }
      }
    }
    return cases.toArray(Object[][]::new);
  }

  /** Fixed steps, so that the differences see the very map that is differentiated. */
  @Test(dataProvider = "discrete")
  public void theDiscreteGradientIsThatOfTheDiscreteSolution(
      SteppingMethod method, OutputPolicy policy, GradientMode mode, double direction) {
    OdeSolver solver =
        OdeSolver.with(method)
            .controller(FixedStep.of(0.11))
            .outputPolicy(policy)
            .gradientMode(mode)
            .build();
    double[] times = {0, 0.3, 0.35, 1.1 * direction, 2 * direction};
    times[1] *= direction;
    times[2] *= direction;
    double[] found = join(gradient(solver, 0, times));
    double[] wanted = differences(solver, 0, times);
    for (int i = 0; i < 7; i++) {
      assertThat(found[i]).isCloseTo(wanted[i], within(1e-7 * Math.max(1, Math.abs(wanted[i]))));
    }
    assertThat(found[6]).isZero();
  }

  @Test
  public void checkpointsGiveTheSameBits() {
    for (int checkpoints : new int[] {2, 3, 5, 8, 1000}) {
      OdeSolver.Builder builder =
          OdeSolver.with(TestMethods.bogackiShampine32()).tolerances(1e-7, 1e-7);
      double[] times = {0.1, 0.7, 0.71, 4};
      Gradient all = gradient(builder.build(), 0, times);
      Gradient some =
          gradient(
              builder.gradientMode(CheckpointedDiscrete.withCheckpoints(checkpoints)).build(),
              0,
              times);
      assertThat(join(some)).isEqualTo(join(all));
      long steps = all.solution().statistics().acceptedSteps();
      assertThat(steps).isGreaterThan(100);
      assertThat(all.work().vectorJacobianProducts())
          .isEqualTo(some.work().vectorJacobianProducts())
          .isBetween(3 * steps, 3 * steps + 3);
      // A step is taken at most twice more.
      assertThat(some.work().evaluations()).isLessThanOrEqualTo(2 * all.work().evaluations());
      Gradient binomial =
          gradient(
              builder.gradientMode(CheckpointedDiscrete.binomial(checkpoints)).build(), 0, times);
      assertThat(join(binomial)).isEqualTo(join(all));
      assertThat(binomial.work().evaluations() - all.work().evaluations())
          .isLessThanOrEqualTo(3 * Revolve.repetitions((int) steps, checkpoints));
    }
  }

  @Test
  public void allModesAgreeAtTightTolerances() {
    OdeSolver.Builder builder =
        OdeSolver.with(TestMethods.bogackiShampine32()).tolerances(1e-10, 1e-10);
    double[] times = {0, 0.4, 1.3, 2};
    double[] wanted = differences(builder.build(), 0, times);
    for (GradientMode mode :
        List.of(
            CheckpointedDiscrete.everyStep(),
            CheckpointedDiscrete.withCheckpoints(20),
            CheckpointedDiscrete.binomial(10),
            ContinuousAdjoint.backsolve(),
            ContinuousAdjoint.backsolve().withSeminorm(),
            ContinuousAdjoint.backsolve().withTolerances(1e-9, 1e-9))) {
      for (double sign : new double[] {1, -1}) {
        double[] signed = new double[times.length];
        for (int i = 0; i < times.length; i++) {
          signed[i] = sign * times[i];
        }
        double[] reference = sign > 0 ? wanted : differences(builder.build(), 0, signed);
        double[] found = join(gradient(builder.gradientMode(mode).build(), 0, signed));
        for (int i = 0; i < 7; i++) {
          assertThat(found[i]).isCloseTo(reference[i], within(1e-6));
        }
      }
    }
  }

  @Test
  public void theSeminormNeedsNoMoreEvaluations() {
    OdeSolver.Builder builder =
        OdeSolver.with(TestMethods.bogackiShampine32()).tolerances(1e-7, 1e-7);
    Gradient full = gradient(builder.gradientMode(ContinuousAdjoint.backsolve()).build(), 0, 3);
    Gradient semi =
        gradient(builder.gradientMode(ContinuousAdjoint.backsolve().withSeminorm()).build(), 0, 3);
    assertThat(semi.work().evaluations()).isLessThanOrEqualTo(full.work().evaluations());
    assertThat(full.work().evaluations()).isEqualTo(full.work().vectorJacobianProducts());
    assertThat(full.work().evaluations())
        .isEqualTo(2 + 3 * (full.work().acceptedSteps() + full.work().rejectedSteps()));
  }

  @Test
  public void theAdjointTakesTheStepsOfTheForwardSolve() {
    OdeSolver.Builder builder =
        OdeSolver.with(TestMethods.rungeKutta4()).gradientMode(ContinuousAdjoint.backsolve());
    double[][] intervals = {{2}, {0.5, 1, 2}, {0, 0.25, 0.5, 1.5, 2}, {-0.5, -2}};
    for (double[] times : intervals) {
      Gradient counted = gradient(builder.controller(FixedStep.steps(16)).build(), 0, times);
      Gradient sized = gradient(builder.controller(FixedStep.of(0.125)).build(), 0, times);
      assertThat(counted.solution().statistics().acceptedSteps()).isEqualTo(16);
      assertThat(counted.work().acceptedSteps()).isEqualTo(16);
      assertThat(counted.work().evaluations()).isEqualTo(4 * 16);
      assertThat(join(counted)).isEqualTo(join(sized));
    }
  }

  @Test
  public void theAdjointFollowsAnIntervalThatChanges() {
    OdeSession session =
        OdeSolver.with(TestMethods.rungeKutta4())
            .controller(FixedStep.steps(8))
            .gradientMode(ContinuousAdjoint.backsolve())
            .build()
            .newSession(pendulum(THETA), Precision.FLOAT64, 2);
    for (double end : new double[] {1, 4, 1, -2}) {
      session.solve(Y0, 0, end / 2, end).orThrow();
      SolveStatistics work = session.pullback(cotangents(2, Precision.FLOAT64), Y0.newLike(), null);
      assertThat(work.acceptedSteps()).isEqualTo(8);
    }
    session.solve(Y0, 0, 0).orThrow();
    assertThat(
            session.pullback(cotangents(1, Precision.FLOAT64), Y0.newLike(), null).acceptedSteps())
        .isZero();
  }

  @Test
  public void theAdjointWarnsOfWhatThePlanKnows() {
    OdeSolver.Builder builder = OdeSolver.with(TestMethods.bogackiShampine32());
    VectorField flow =
        new VectorField() {
          @Override
          public int width() {
            return 1;
          }

          @Override
          public void evaluate(RowScalar t, StateVector y, StateVector dy) {
            dy.copyFrom(y);
            dy.scale(-1);
          }

          @Override
          public FieldTraits traits() {
            return new FieldTraits(true, true, true);
          }
        };
    assertThat(builder.build().warnings()).isEmpty();
    assertThat(builder.build().warnings(flow, Precision.FLOAT64, 1)).isEmpty();

    OdeSolver adjoint = builder.gradientMode(ContinuousAdjoint.backsolve()).build();
    String always = "over a long interval without outputs";
    assertThat(adjoint.warnings()).singleElement().asString().contains(always, "discrete");
    assertThat(adjoint.warnings(pendulum(THETA), Precision.FLOAT64, 2))
        .isEqualTo(adjoint.warnings());
    assertThat(adjoint.warnings(flow, Precision.FLOAT64, 1))
        .singleElement()
        .asString()
        .contains(always, "symmetric Jacobian")
        .doesNotContain("no tolerance");
    OdeSolver fixed = builder.controller(FixedStep.of(0.1)).build();
    assertThat(fixed.warnings(pendulum(THETA), Precision.FLOAT64, 2))
        .singleElement()
        .asString()
        .contains(always, "with FixedStep.of(0.1) no tolerance")
        .doesNotContain("symmetric Jacobian");
  }

  @Test
  public void backwardCallsAreCounted() {
    for (GradientMode mode :
        List.of(
            CheckpointedDiscrete.everyStep(),
            CheckpointedDiscrete.withCheckpoints(4),
            CheckpointedDiscrete.binomial(4),
            FullStorage.everyStage(),
            ContinuousAdjoint.backsolve())) {
      CountingField field = new CountingField(pendulum(THETA));
      OdeSession session =
          OdeSolver.with(TestMethods.bogackiShampine32())
              .gradientMode(mode)
              .build()
              .newSession(field, Precision.FLOAT64, 2);
      SolveStatistics forward = session.solve(Y0, 0, 1, 2).orThrow().statistics();
      SolveStatistics backward =
          session.pullback(cotangents(2, Precision.FLOAT64), Y0.newLike(), null);
      assertThat(field.statistics().evaluations())
          .isEqualTo(forward.evaluations() + backward.evaluations());
      assertThat(field.statistics().vectorJacobianProducts())
          .isEqualTo(backward.vectorJacobianProducts());
    }
  }

  @DataProvider
  Object[][] withStorageToReuse() {
    return new Object[][] {
      {CheckpointedDiscrete.withCheckpoints(4)},
      {CheckpointedDiscrete.binomial(4)},
      {FullStorage.everyStage()}
    };
  }

  @Test(dataProvider = "withStorageToReuse")
  public void aSessionIsReusedAndPulledBackAgainWithEqualResults(GradientMode mode) {
    OdeSession session =
        OdeSolver.with(TestMethods.bogackiShampine32())
            .gradientMode(mode)
            .build()
            .newSession(pendulum(THETA), Precision.FLOAT64, 2);
    List<double[]> found = new ArrayList<>();
    for (double end : new double[] {1, 5, 1}) {
      session.solve(Y0, 0, 0.5, 0.7, end);
      for (int again = 0; again < 2; again++) {
        StateVector initial = Y0.newLike();
        initial.fill(99);
        session.pullback(cotangents(3, Precision.FLOAT64), initial, null);
        found.add(initial.toArray());
      }
    }
    assertThat(found.get(1)).isEqualTo(found.get(0));
    assertThat(found.get(3)).isEqualTo(found.get(2)).isNotEqualTo(found.get(0));
    assertThat(found.get(4)).isEqualTo(found.get(0));
  }

  @Test
  public void parameterCotangentsAccumulate() {
    OdeSession session =
        OdeSolver.with(TestMethods.bogackiShampine32())
            .build()
            .newSession(pendulum(THETA), Precision.FLOAT64, 2);
    session.solve(Y0, 0, 0.5, 1);
    StateVector once = Float64State.zeros(1, 3);
    StateVector twice = Float64State.zeros(1, 3);
    session.pullback(cotangents(2, Precision.FLOAT64), Y0.newLike(), once);
    session.pullback(cotangents(2, Precision.FLOAT64), Y0.newLike(), twice);
    session.pullback(cotangents(2, Precision.FLOAT64), Y0.newLike(), twice);
    assertThat(twice.get(0, 0)).isCloseTo(2 * once.get(0, 0), within(1e-13));
  }

  @Test
  public void float32GradientsAreThoseOfFloat64ToItsPrecision() {
    StepController steps = FixedStep.of(0.05);
    double[] times = {0, 0.33, 1, 2};
    OdeSolver solver = OdeSolver.with(TestMethods.rungeKutta4()).controller(steps).build();
    double[] wanted = join(gradient(solver, 0, times));
    OdeSession session = solver.newSession(pendulum(THETA), Precision.FLOAT32, 2);
    StateVector y0 = StateVector.zeros(Precision.FLOAT32, 2, 2);
    y0.copyFrom(Y0);
    session.solve(y0, 0, times);
    StateVector initial = y0.newLike();
    StateVector parameters = StateVector.zeros(Precision.FLOAT32, 1, 3);
    session.pullback(cotangents(4, Precision.FLOAT32), initial, parameters);
    for (int i = 0; i < 4; i++) {
      assertThat(initial.toArray()[i]).isCloseTo(wanted[i], within(2e-5));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(parameters.toArray()[i]).isCloseTo(wanted[4 + i], within(2e-5));
    }
  }

  @Test
  public void explicitEulersGrowthHasItsOwnGradient() {
    // Ten steps of 0.1 for y' = y: y(1) = 1.1^10 and so is its derivative.
    VectorField field =
        VectorField.ofRows(
            1, (t, y, dy) -> dy[0] = y[0], (t, y, bar, yBar, thetaBar) -> yBar[0] = bar[0]);
    OdeSession session =
        OdeSolver.with(TestMethods.euler())
            .controller(FixedStep.steps(10))
            .build()
            .newSession(field, Precision.FLOAT64, 1);
    StateVector y = StateVector.of(new double[] {1});
    Solution solution = session.solve(y, 0, 1);
    StateVector gradient = y.newLike();
    session.pullback(new StateVector[] {y}, gradient, null);
    assertThat(solution.state().get(0, 0)).isCloseTo(Math.pow(1.1, 10), within(1e-13));
    assertThat(gradient.get(0, 0)).isCloseTo(Math.pow(1.1, 10), within(1e-13));
  }

  @Test
  public void cotangentsThatDoNotFitAreRefused() {
    OdeSession session =
        OdeSolver.with(TestMethods.bogackiShampine32())
            .event(EventDetector.terminal("stop", (t, y, row) -> t - 1))
            .build()
            .newSession(pendulum(THETA), Precision.FLOAT64, 2);
    StateVector initial = Y0.newLike();
    StateVector[] two = cotangents(2, Precision.FLOAT64);
    assertThatThrownBy(() -> session.pullback(two, initial, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no successful solve");
    session.solve(Y0, 0, 0.5, 2);
    assertThatThrownBy(() -> session.pullback(cotangents(3, Precision.FLOAT64), initial, null))
        .hasMessage("3 cotangents do not fit 2 outputs");
    StateVector[] unreached = {null, Y0};
    assertThatThrownBy(() -> session.pullback(unreached, initial, null))
        .hasMessageContaining("output 1 has a cotangent, but an event ended the solve before it");
    assertThatThrownBy(() -> session.pullback(two, Float64State.zeros(1, 2), null))
        .hasMessageContaining("must be 2 x 2 FLOAT64, but is 1 x 2 FLOAT64");
    assertThatThrownBy(() -> session.pullback(two, initial, Float64State.zeros(1, 4)))
        .hasMessageContaining("must be 1 x 3 FLOAT64, but is 1 x 4 FLOAT64");
    session.pullback(two, initial, null);
    assertThatThrownBy(() -> CheckpointedDiscrete.binomial(1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CheckpointedDiscrete.withCheckpoints(1))
        .hasMessageContaining("at least 2");
  }
}
