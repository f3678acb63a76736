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
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Random;
import org.testng.annotations.Test;

/**
 * A neural ODE of 525 parameters trained for 100 steps of Adam to tell a disc from the ring around
 * it, by the continuous adjoint at 1e-7: evaluations and loss as recorded with torchdiffeq 0.2.5.
 */
public class TrainingReferenceTest {

  private static final int POINTS = 120;

  private final StateVector inputs = Float64State.zeros(POINTS, 2);
  private final double[] targets = new double[POINTS];
  private final MlpField field;
  private final double[] decoder = new double[3];
  private final double[] firstMoments;
  private final double[] secondMoments;

  /** The points come from a generator with seed 7, the weights from one with seed 42. */
  public TrainingReferenceTest() {
    Random points = new Random(7);
    for (int i = 0; i < POINTS; i++) {
      double angle = 2 * Math.PI * points.nextDouble();
      double u = points.nextDouble();
      double radius = i < 40 ? 0.5 * u : 1 + 0.5 * u;
      targets[i] = i < 40 ? -1 : 1;
      inputs.set(i, 0, radius * Math.cos(angle));
      inputs.set(i, 1, radius * Math.sin(angle));
    }
    Random weights = new Random(42);
    field =
        new MlpField(
            weights, new int[] {2, 20, 20, 2}, Activation.ELU, Activation.ELU, Activation.NONE);
    for (int i = 0; i < 3; i++) {
      decoder[i] = MlpField.uniform(weights, 1 / Math.sqrt(2));
    }
    firstMoments = new double[field.parameters.length + 3];
    secondMoments = new double[firstMoments.length];
  }

  @Test
  public void evaluationsAndLossAreThoseRecorded() {
    OdeSession session =
        OdeSolver.with(DormandPrince54.shampine())
            .batchPolicy(BatchPolicy.SHARED)
            .tolerances(1e-7, 1e-7)
            .outputPolicy(OutputPolicy.OVERSHOOT)
            .gradientMode(ContinuousAdjoint.backsolve())
            .build()
            .newSession(field, Precision.FLOAT64, POINTS);
    double forwardSum = 0;
    double backwardSum = 0;
    long forwardMost = 0;
    long backwardMost = 0;
    double loss = Double.NaN;
    for (int step = 0; step <= 100; step++) {
      Solution solution = session.solve(inputs, 0, 1).orThrow();
      StateVector cotangent = inputs.newLike();
      double[] gradient = new double[firstMoments.length];
      loss = decode(solution.state(), cotangent, gradient);
      StateVector byParameters = Float64State.zeros(1, field.parameters.length);
      SolveStatistics backward =
          session.pullback(new StateVector[] {cotangent}, inputs.newLike(), byParameters);
      byParameters.copyTo(gradient, 0);
      long evaluations = solution.statistics().evaluations();
      if (step == 0) {
        assertThat(evaluations).isEqualTo(26);
        assertThat(backward.evaluations()).isEqualTo(26);
      }
      forwardSum += evaluations;
      backwardSum += backward.evaluations();
      forwardMost = Math.max(forwardMost, evaluations);
      backwardMost = Math.max(backwardMost, backward.evaluations());
      adam(step + 1, gradient);
    }
    assertThat(forwardSum / 101).isCloseTo(125.1, within(0.05));
    assertThat(backwardSum / 101).isCloseTo(129.8, within(0.05));
    assertThat(forwardMost).isEqualTo(194);
    assertThat(backwardMost).isEqualTo(188);
    assertThat(loss).isCloseTo(0.1000, within(5e-5));
  }

  /** Mean squared error of the decoder's output, which is clamped to ±1, and its gradient. */
  private double decode(StateVector end, StateVector cotangent, double[] gradient) {
    int at = field.parameters.length;
    double loss = 0;
    for (int i = 0; i < POINTS; i++) {
      double x = end.get(i, 0);
      double y = end.get(i, 1);
      double sum = decoder[0] * x + decoder[1] * y + decoder[2];
      double clamped = Math.max(-1, Math.min(1, sum));
      double difference = clamped - targets[i];
      loss += difference * difference / POINTS;
      double bar = sum == clamped ? 2 * difference / POINTS : 0;
      cotangent.set(i, 0, decoder[0] * bar);
      cotangent.set(i, 1, decoder[1] * bar);
      gradient[at] += x * bar;
      gradient[at + 1] += y * bar;
      gradient[at + 2] += bar;
    }
    return loss;
  }

  private void adam(int step, double[] gradient) {
    int count = field.parameters.length;
    for (int i = 0; i < gradient.length; i++) {
      firstMoments[i] = 0.9 * firstMoments[i] + 0.1 * gradient[i];
      secondMoments[i] = 0.999 * secondMoments[i] + 0.001 * gradient[i] * gradient[i];
      double m = firstMoments[i] / (1 - Math.pow(0.9, step));
      double v = secondMoments[i] / (1 - Math.pow(0.999, step));
      double change = 0.01 * m / (Math.sqrt(v) + 1e-8);
      if (i < count) {
        field.parameters[i] -= change;
      } else {
        decoder[i - count] -= change;
      }
    }
  }
}
