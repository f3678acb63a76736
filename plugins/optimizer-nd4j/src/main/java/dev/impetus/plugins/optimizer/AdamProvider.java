// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Adam (Kingma and Ba, ICLR 2015), in the form at the end of their section 2: ε is added to √v
 * before the bias of v is corrected.
 */
public final class AdamProvider extends UpdaterProvider {

  private static final Option<Double> EPSILON = epsilon(1e-8);

  /** Does nothing but remember its default learning rate. */
  public AdamProvider() {
    super(1e-3);
  }

  @Override
  public String id() {
    return "adam";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.of(BETA1, BETA2, EPSILON);
  }

  @Override
  IUpdater updater(ConfigView config, ISchedule schedule) {
    Adam updater = new Adam(Double.NaN, config.get(BETA1), config.get(BETA2), config.get(EPSILON));
    updater.setLrAndSchedule(Double.NaN, schedule);
    return updater;
  }
}
