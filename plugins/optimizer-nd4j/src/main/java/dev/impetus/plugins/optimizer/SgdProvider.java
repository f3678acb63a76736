// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** Stochastic gradient descent: {@code η g}. */
public final class SgdProvider extends UpdaterProvider {

  /** Does nothing but remember its default learning rate. */
  public SgdProvider() {
    super(0.01);
  }

  @Override
  public String id() {
    return "sgd";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.empty();
  }

  @Override
  IUpdater updater(ConfigView config, ISchedule schedule) {
    return new Sgd(schedule);
  }
}
