// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.training.Optimizer;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.solver.state.Precision;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** What the providers of all updaters with a learning rate have in common. */
abstract class UpdaterProvider implements OptimizerProvider {

  static final Option<Double> WEIGHT_DECAY =
      Option.decimal("weight-decay", "decoupled weight decay, as a share of the learning rate")
          .atLeast(0)
          .byDefault(0.0);

  static final Option<Double> BETA1 =
      Option.decimal("beta1", "decay of the gradient's running mean")
          .atLeast(0)
          .below(1)
          .byDefault(0.9);

  static final Option<Double> BETA2 =
      Option.decimal("beta2", "decay of the running second moment")
          .atLeast(0)
          .below(1)
          .byDefault(0.999);

  private final Option<Double> learningRate;

  UpdaterProvider(double defaultLearningRate) {
    learningRate =
        Option.decimal("learning-rate", "learning rate η").above(0).byDefault(defaultLearningRate);
  }

  static Option<Double> epsilon(double byDefault) {
    return Option.decimal("epsilon", "number added to the denominator")
        .above(0)
        .byDefault(byDefault);
  }

  /** Options beyond learning rate, schedule and weight decay. */
  abstract ConfigSchema ownOptions();

  /** ND4J's description of the updater. */
  abstract IUpdater updater(ConfigView config, ISchedule schedule);

  @Override
  public final ConfigSchema schema() {
    return LearningRateOptions.schema(learningRate)
        .and(ownOptions())
        .and(ConfigSchema.of(WEIGHT_DECAY));
  }

  @Override
  public final Optimizer create(ConfigView config, Precision precision, int parameterCount) {
    ISchedule schedule = LearningRateOptions.schedule(config, config.get(learningRate));
    return new UpdaterOptimizer(
        updater(config, schedule), config.get(WEIGHT_DECAY), precision, parameterCount);
  }
}
