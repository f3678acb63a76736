// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** AdaMax, Adam with the infinity norm (Kingma and Ba, ICLR 2015, section 7.1). */
public final class AdaMaxProvider extends UpdaterProvider {

  private static final Option<Double> EPSILON = epsilon(1e-8);

  /** Does nothing but remember its default learning rate. */
  public AdaMaxProvider() {
    super(2e-3);
  }

  @Override
  public String id() {
    return "adamax";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.of(BETA1, BETA2, EPSILON);
  }

  @Override
  IUpdater updater(ConfigView config, ISchedule schedule) {
    AdaMax updater =
        new AdaMax(Double.NaN, config.get(BETA1), config.get(BETA2), config.get(EPSILON));
    updater.setLrAndSchedule(Double.NaN, schedule);
    return updater;
  }
}
