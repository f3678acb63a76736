// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.training.Optimizer;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.solver.state.Precision;

/** What the providers of {@link MomentOptimizer} have in common. */
abstract class MomentProvider implements OptimizerProvider {

  private static final Option<Double> LEARNING_RATE =
      Option.decimal("learning-rate", "learning rate η").above(0).byDefault(1e-3);

  private static final Option<Double> EPSILON = UpdaterProvider.epsilon(1e-8);

  private final Option<Double> weightDecay;

  MomentProvider(double defaultWeightDecay) {
    weightDecay =
        defaultWeightDecay == 0
            ? UpdaterProvider.WEIGHT_DECAY
            : UpdaterProvider.WEIGHT_DECAY.byDefault(defaultWeightDecay);
  }

  /** Options beyond those of all. */
  abstract ConfigSchema ownOptions();

  abstract MomentOptimizer.StepSize stepSize(ConfigView config, double beta1, double beta2);

  @Override
  public final ConfigSchema schema() {
    return LearningRateOptions.schema(LEARNING_RATE)
        .and(ConfigSchema.of(UpdaterProvider.BETA1, UpdaterProvider.BETA2, EPSILON))
        .and(ownOptions())
        .and(ConfigSchema.of(weightDecay));
  }

  @Override
  public final Optimizer create(ConfigView config, Precision precision, int parameterCount) {
    double beta1 = config.get(UpdaterProvider.BETA1);
    double beta2 = config.get(UpdaterProvider.BETA2);
    return new MomentOptimizer(
        new MomentOptimizer.Constants(beta1, beta2, config.get(EPSILON), config.get(weightDecay)),
        stepSize(config, beta1, beta2),
        LearningRateOptions.schedule(config, config.get(LEARNING_RATE)),
        precision,
        parameterCount);
  }
}
