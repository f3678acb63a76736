// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.schedule.ISchedule;

/** Nadam, Adam with Nesterov momentum (Dozat, ICLR workshop 2016). */
public final class NadamProvider extends UpdaterProvider {

  private static final Option<Double> EPSILON = epsilon(1e-8);

  /** Does nothing but remember its default learning rate. */
  public NadamProvider() {
    super(2e-3);
  }

  @Override
  public String id() {
    return "nadam";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.of(BETA1, BETA2, EPSILON);
  }

  @Override
  IUpdater updater(ConfigView config, ISchedule schedule) {
    Nadam updater =
        new Nadam(Double.NaN, config.get(BETA1), config.get(BETA2), config.get(EPSILON));
    updater.setLrAndSchedule(Double.NaN, schedule);
    return updater;
  }
}
