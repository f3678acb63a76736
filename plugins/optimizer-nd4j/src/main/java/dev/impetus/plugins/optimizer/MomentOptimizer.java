// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.model.training.Optimizer;
import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Optimisers by the two running moments of the gradient, in one pass over plain arrays:
 *
 * <pre>
 * m ← β₁ m + (1 − β₁) g        v ← β₂ v + (1 − β₂) g²
 * p ← p − η λ p − a m / (c √v + ε),   or   p − η λ p − a m
 * </pre>
 *
 * <p>with the weight decay λ kept apart from the gradient, and factors a and c that depend on the
 * learning rate η and the number t of the update.
 */
final class MomentOptimizer implements Optimizer {

  /**
   * The factors of one update.
   *
   * @param scale a
   * @param root c; 0 for an update that is not divided by the second moment
   */
  record Factors(double scale, double root) {}

  /** Gives the factors of an update. */
  @FunctionalInterface
  interface StepSize {

    /**
     * The factors.
     *
     * @param rate η
     * @param t the number of the update, from 1
     */
    Factors at(double rate, double t);
  }

  /**
   * Numbers that do not change.
   *
   * @param beta1 β₁
   * @param beta2 β₂
   * @param epsilon ε
   * @param weightDecay λ
   */
  record Constants(double beta1, double beta2, double epsilon, double weightDecay) {}

  private final Constants constants;
  private final StepSize stepSize;
  private final ISchedule schedule;
  private final StateVector moments;
  private final int count;

  MomentOptimizer(
      Constants constants,
      StepSize stepSize,
      ISchedule schedule,
      Precision precision,
      int parameterCount) {
    if (parameterCount < 1) {
      throw new IllegalArgumentException("an optimiser for " + parameterCount + " parameters");
    }
    this.constants = constants;
    this.stepSize = stepSize;
    this.schedule = schedule;
    this.count = parameterCount;
    this.moments = StateVector.zeros(precision, 2, parameterCount);
  }

  @Override
  public void update(StateVector parameters, StateVector gradient, long iteration, int epoch) {
    check(parameters);
    check(gradient);
    double rate = learningRate(iteration, epoch);
    Factors factors = stepSize.at(rate, iteration + 1.0);
    double kept = 1 - rate * constants.weightDecay();
    if (parameters instanceof Float32State p
        && gradient instanceof Float32State g
        && moments instanceof Float32State both) {
      update(p, g, both.array(), factors, (float) kept);
    } else if (parameters instanceof Float64State p
        && gradient instanceof Float64State g
        && moments instanceof Float64State both) {
      update(p, g, both.array(), factors, kept);
    } else {
      throw new IllegalArgumentException(
          "parameters in "
              + parameters.precision()
              + " and a gradient in "
              + gradient.precision()
              + " for an optimiser in "
              + moments.precision());
    }
  }

  private void update(
      Float32State parameters, Float32State gradient, float[] both, Factors factors, float kept) {
    float b1 = (float) constants.beta1();
    float b2 = (float) constants.beta2();
    float new1 = (float) (1 - constants.beta1());
    float new2 = (float) (1 - constants.beta2());
    float epsilon = (float) constants.epsilon();
    float scale = (float) factors.scale();
    float root = (float) factors.root();
    float[] p = parameters.array();
    float[] g = gradient.array();
    for (int i = 0; i < count; i++) {
      float slope = g[gradient.offset() + i];
      float m = b1 * both[i] + new1 * slope;
      float v = b2 * both[count + i] + new2 * slope * slope;
      both[i] = m;
      both[count + i] = v;
      float divisor = root == 0 ? 1 : root * (float) Math.sqrt(v) + epsilon;
      p[parameters.offset() + i] = kept * p[parameters.offset() + i] - scale * m / divisor;
    }
  }

  private void update(
      Float64State parameters, Float64State gradient, double[] both, Factors factors, double kept) {
    double[] p = parameters.array();
    double[] g = gradient.array();
    for (int i = 0; i < count; i++) {
      double slope = g[gradient.offset() + i];
      double m = constants.beta1() * both[i] + (1 - constants.beta1()) * slope;
      double v = constants.beta2() * both[count + i] + (1 - constants.beta2()) * slope * slope;
      both[i] = m;
      both[count + i] = v;
      double divisor =
          factors.root() == 0 ? 1 : factors.root() * Math.sqrt(v) + constants.epsilon();
      p[parameters.offset() + i] =
          kept * p[parameters.offset() + i] - factors.scale() * m / divisor;
    }
  }

  private void check(StateVector vector) {
    if (vector.size() != count) {
      throw new IllegalArgumentException(
          "a vector of " + vector.size() + " numbers for " + count + " parameters");
    }
  }

  @Override
  public double learningRate(long iteration, int epoch) {
    return schedule.valueAt(Math.toIntExact(iteration), epoch);
  }

  @Override
  public int stateSize() {
    return moments.size();
  }

  @Override
  public void saveState(double[] target) {
    checkState(target);
    moments.copyTo(target, 0);
  }

  @Override
  public void restoreState(double[] source) {
    checkState(source);
    moments.copyFrom(source, 0);
  }

  private void checkState(double[] state) {
    if (state.length != stateSize()) {
      throw new IllegalArgumentException(
          "a state of " + state.length + " numbers, but the optimiser has " + stateSize());
    }
  }
}
