// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.model.training.Optimizer;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * One of ND4J's updaters behind the optimiser interface: {@code p ← p − η λ p − update(g)} with the
 * weight decay λ kept apart from the gradient (Loshchilov and Hutter, "Decoupled weight decay
 * regularization", ICLR 2019, with the learning rate η as their schedule multiplier).
 *
 * <p>Gradient and state live in two ND4J arrays made once; an update copies the gradient in and
 * out, a few microseconds for ten thousand parameters.
 */
final class UpdaterOptimizer implements Optimizer {

  private final IUpdater config;
  private final double weightDecay;
  private final int parameterCount;
  private final INDArray gradientArray;
  private final INDArray stateArray;
  private final GradientUpdater<?> updater;

  UpdaterOptimizer(IUpdater config, double weightDecay, Precision precision, int parameterCount) {
    if (parameterCount < 1) {
      throw new IllegalArgumentException("an optimiser for " + parameterCount + " parameters");
    }
    this.config = config;
    this.weightDecay = weightDecay;
    this.parameterCount = parameterCount;
    DataType type = precision == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
    this.gradientArray = Nd4j.createUninitialized(type, new long[] {1, parameterCount}, 'c');
    long stateSize = config.stateSize(parameterCount);
    this.stateArray = stateSize == 0 ? null : Nd4j.create(type, 1, stateSize);
    this.updater = config.instantiate(stateArray, true);
  }

  @Override
  public void update(StateVector parameters, StateVector gradient, long iteration, int epoch) {
    check(parameters);
    check(gradient);
    FlatArrays.copy(gradient, gradientArray);
    updater.applyUpdater(gradientArray, Math.toIntExact(iteration), epoch);
    FlatArrays.copy(gradientArray, gradient);
    if (weightDecay != 0) {
      parameters.scale(1 - learningRate(iteration, epoch) * weightDecay);
    }
    parameters.add(-1, gradient);
  }

  private void check(StateVector vector) {
    if (vector.size() != parameterCount) {
      throw new IllegalArgumentException(
          "a vector of " + vector.size() + " numbers for " + parameterCount + " parameters");
    }
  }

  /** The learning rate; 1 for AdaDelta, which has none. */
  @Override
  public double learningRate(long iteration, int epoch) {
    return config.hasLearningRate() ? config.getLearningRate(Math.toIntExact(iteration), epoch) : 1;
  }

  @Override
  public int stateSize() {
    return stateArray == null ? 0 : Math.toIntExact(stateArray.length());
  }

  @Override
  public void saveState(double[] target) {
    checkState(target);
    for (int i = 0; i < target.length; i++) {
      target[i] = stateArray.data().getDouble(i);
    }
  }

  @Override
  public void restoreState(double[] source) {
    checkState(source);
    for (int i = 0; i < source.length; i++) {
      stateArray.data().put(i, source[i]);
    }
  }

  private void checkState(double[] state) {
    if (state.length != stateSize()) {
      throw new IllegalArgumentException(
          "a state of " + state.length + " numbers, but the optimiser has " + stateSize());
    }
  }
}
