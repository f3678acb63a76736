// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * AdaBelief, which divides by the gradient's deviation from its mean (Zhuang et al., NeurIPS 2020).
 */
public final class AdaBeliefProvider extends UpdaterProvider {

  private static final Option<Double> EPSILON = epsilon(1e-14);

  /** Does nothing but remember its default learning rate. */
  public AdaBeliefProvider() {
    super(1e-3);
  }

  @Override
  public String id() {
    return "adabelief";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.of(BETA1, BETA2, EPSILON);
  }

  @Override
  IUpdater updater(ConfigView config, ISchedule schedule) {
    FlatAdaBelief updater =
        new FlatAdaBelief(config.get(BETA1), config.get(BETA2), config.get(EPSILON));
    updater.setLrAndSchedule(Double.NaN, schedule);
    return updater;
  }
}
