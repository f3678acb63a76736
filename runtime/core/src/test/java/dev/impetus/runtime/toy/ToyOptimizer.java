// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.toy;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.training.Optimizer;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/** Heavy ball with a learning rate that falls with the epochs. */
public final class ToyOptimizer implements OptimizerProvider {

  private static final Option<Double> RATE =
      Option.decimal("learning-rate", "learning rate").above(0).byDefault(0.1);

  @Override
  public String id() {
    return "toy-momentum";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(RATE);
  }

  @Override
  public Optimizer create(ConfigView config, Precision precision, int parameterCount) {
    return momentum(config.get(RATE), precision, parameterCount);
  }

  /** An optimiser without wiring. */
  public static Optimizer momentum(double rate, Precision precision, int parameterCount) {
    return new Momentum(rate, StateVector.zeros(precision, 1, parameterCount));
  }

  private record Momentum(double rate, StateVector velocity) implements Optimizer {

    @Override
    public void update(StateVector parameters, StateVector gradient, long iteration, int epoch) {
      velocity.scale(0.9);
      velocity.add(-learningRate(iteration, epoch), gradient);
      parameters.add(1, velocity);
    }

    @Override
    public double learningRate(long iteration, int epoch) {
      return rate / (1 + 0.01 * epoch);
    }

    @Override
    public int stateSize() {
      return velocity.size();
    }

    @Override
    public void saveState(double[] target) {
      velocity.copyTo(target, 0);
    }

    @Override
    public void restoreState(double[] source) {
      velocity.copyFrom(source, 0);
    }
  }
}
