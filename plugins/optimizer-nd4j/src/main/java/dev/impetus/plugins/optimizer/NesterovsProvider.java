// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Gradient descent with Nesterov momentum, {@code v ← μ v − η g}, in the form of Bengio,
 * Boulanger-Lewandowski and Pascanu ("Advances in optimizing recurrent networks", ICASSP 2013).
 */
public final class NesterovsProvider extends UpdaterProvider {

  private static final Option<Double> MOMENTUM =
      Option.decimal("momentum", "momentum μ").atLeast(0).below(1).byDefault(0.9);

  /** Does nothing but remember its default learning rate. */
  public NesterovsProvider() {
    super(0.01);
  }

  @Override
  public String id() {
    return "nesterovs";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.of(MOMENTUM);
  }

  @Override
  IUpdater updater(ConfigView config, ISchedule schedule) {
    return new Nesterovs(schedule, config.get(MOMENTUM));
  }
}
