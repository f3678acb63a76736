// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.plugins.dopri5.MlpField.Activation;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Counts, values and gradient errors of a small neural ODE and of a cubic spiral over a long time,
 * as recorded in float64 with torchdiffeq 0.2.5 (whose steps may pass the end).
 */
public class GradientReferenceTest {

  private static final GradientMode DISCRETE = CheckpointedDiscrete.everyStep();
  private static final GradientMode BACKSOLVE = ContinuousAdjoint.backsolve();
  private static final GradientMode SEMINORM = ContinuousAdjoint.backsolve().withSeminorm();

  private record Gradient(
      Solution solution, SolveStatistics backward, StateVector initial, StateVector parameters) {}

  private static Gradient differentiate(
      OdeSolver solver, VectorField field, StateVector y0, double end, int outputs, String loss) {
    double[] times = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      times[i] = i * end / (outputs - 1);
    }
    times[outputs - 1] = end;
    OdeSession session = solver.newSession(field, Precision.FLOAT64, y0.rows());
    Solution solution = session.solve(y0, 0, times).orThrow();
    StateVector[] cotangents = new StateVector[outputs];
    StateVector last = y0.newLike();
    if (loss.equals("mean")) {
      last.fill(1.0 / y0.rows());
    } else {
      last.add(2, solution.state());
    }
    cotangents[outputs - 1] = last;
    StateVector initial = y0.newLike();
    StateVector parameters = Float64State.zeros(1, field.parameterCount());
    SolveStatistics backward = session.pullback(cotangents, initial, parameters);
    return new Gradient(solution, backward, initial, parameters);
  }

  private static OdeSolver solver(GradientMode mode, double tolerance, BatchPolicy policy) {
    return OdeSolver.with(DormandPrince54.shampine())
        .batchPolicy(policy)
        .tolerances(tolerance, tolerance)
        .outputPolicy(OutputPolicy.OVERSHOOT)
        .gradientMode(mode)
        .build();
  }

  private static double relativeDifference(StateVector a, StateVector reference) {
    StateVector difference = a.newLike();
    difference.copyFrom(a);
    difference.add(-1, reference);
    return norm(difference) / norm(reference);
  }

  private static double norm(StateVector v) {
    return Math.sqrt(v.dot(v));
  }

  private final MlpField net;
  private final StateVector start;
  private final Gradient reference;

  /** The net and the initial states come from one generator with seed 42. */
  public GradientReferenceTest() {
    Random random = new Random(42);
    net = new MlpField(random, new int[] {4, 32, 4}, Activation.SOFTPLUS, Activation.TANH);
    start = Float64State.zeros(64, 4);
    for (int row = 0; row < 64; row++) {
      for (int i = 0; i < 4; i++) {
        start.set(row, i, MlpField.uniform(random, Math.sqrt(3)));
      }
    }
    reference = netGradient(DISCRETE, 1e-11, 2);
  }

  private Gradient netGradient(GradientMode mode, double tolerance, int outputs) {
    return differentiate(
        solver(mode, tolerance, BatchPolicy.SHARED), net, start, 100, outputs, "mean");
  }

  @Test
  public void theNetsSolutionAndGradientNormsAreThoseRecorded() {
    double[] mean = new double[4];
    for (int row = 0; row < 64; row++) {
      for (int i = 0; i < 4; i++) {
        mean[i] += reference.solution().state().get(row, i) / 64;
      }
    }
    assertThat(mean)
        .containsExactly(new double[] {65.785918, 35.785356, 84.169956, 78.586554}, within(1e-6));
    assertThat(norm(reference.parameters())).isCloseTo(7926.3117, within(5e-5));
    assertThat(norm(reference.initial())).isCloseTo(44.621350, within(5e-7));
  }

  @DataProvider
  Object[][] netGradients() {
    return new Object[][] {
      {DISCRETE, 2, 1e-6, 206, 0, 3.5e-5, 8.6e-5},
      {BACKSOLVE, 2, 1e-6, 206, 314, 3.7e-2, 2.7e-1},
      {SEMINORM, 2, 1e-6, 206, 230, 3.8e-2, 2.8e-1},
      {BACKSOLVE, 10, 1e-6, 206, 444, 5.8e-6, 2.1e-5},
      {BACKSOLVE, 100, 1e-6, 206, 2016, 1.7e-6, 3.4e-5},
      {BACKSOLVE, 2, 1e-9, 746, 1094, 7.7e-4, 3.8e-3}
    };
  }

  @Test(dataProvider = "netGradients")
  public void theNetsCountsAndGradientErrorsAreThoseRecorded(
      GradientMode mode,
      int outputs,
      double tolerance,
      long forward,
      long backward,
      double parameterError,
      double initialError) {
    Gradient gradient = netGradient(mode, tolerance, outputs);
    assertThat(gradient.solution().statistics().evaluations()).isEqualTo(forward);
    if (backward > 0) {
      assertThat(gradient.backward().evaluations()).isEqualTo(backward);
    }
    // The record gives two digits, rounded, of an error that is itself relative to a reference.
    assertThat(relativeDifference(gradient.parameters(), reference.parameters()))
        .isCloseTo(parameterError, within(0.05 * parameterError));
    assertThat(relativeDifference(gradient.initial(), reference.initial()))
        .isCloseTo(initialError, within(0.05 * initialError));
  }

  /** With respect to the initial state, then to the matrix, row-major; solved at 1e-12. */
  private static final double[] SPIRAL_GRADIENT = {
    -1.4209179177, -0.0752854129, -13.8776603657, -1.3089851797, 0.9214697868, -13.7733710843
  };

  @DataProvider
  Object[][] spiralGradients() {
    return new Object[][] {
      {DISCRETE, 1e-3, 362, 0, 3.9},
      {BACKSOLVE, 1e-3, 362, 540, 1.4},
      {DISCRETE, 1e-5, 776, 0, 5.9e-3},
      {BACKSOLVE, 1e-5, 776, 1248, 3.3e-3},
      {DISCRETE, 1e-7, 1838, 0, 2.8e-5},
      {BACKSOLVE, 1e-7, 1838, 2790, 1.7e-5},
      {DISCRETE, 1e-9, 4148, 0, 1.05e-7},
      {BACKSOLVE, 1e-9, 4148, 6156, 4.8e-8}
    };
  }

  @Test(dataProvider = "spiralGradients")
  public void theSpiralsCountsAndGradientErrorsAreThoseRecorded(
      GradientMode mode, double tolerance, long forward, long backward, double error) {
    Gradient gradient =
        differentiate(
            solver(mode, tolerance, BatchPolicy.SHARED_MAX),
            CubicSpiral.field(),
            StateVector.of(new double[] {2, 0}),
            25,
            10,
            "square");
    assertThat(gradient.solution().statistics().evaluations()).isEqualTo(forward);
    if (backward > 0) {
      assertThat(gradient.backward().evaluations()).isEqualTo(backward);
    }
    assertThat(
            relativeDifference(
                join(gradient.initial(), gradient.parameters()), StateVector.of(SPIRAL_GRADIENT)))
        .isCloseTo(error, within(0.03 * error));
  }

  private static StateVector join(StateVector initial, StateVector parameters) {
    StateVector joined = Float64State.zeros(1, initial.size() + parameters.size());
    joined.view(0, 1, initial.size()).copyFrom(initial);
    joined.view(initial.size(), 1, parameters.size()).copyFrom(parameters);
    return joined;
  }
}
