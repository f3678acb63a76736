// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * AdaGrad, which divides by the root of the sum of squares (Duchi, Hazan and Singer, JMLR 12,
 * 2011).
 */
public final class AdaGradProvider extends UpdaterProvider {

  private static final Option<Double> EPSILON = epsilon(1e-6);

  /** Does nothing but remember its default learning rate. */
  public AdaGradProvider() {
    super(0.01);
  }

  @Override
  public String id() {
    return "adagrad";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.of(EPSILON);
  }

  @Override
  IUpdater updater(ConfigView config, ISchedule schedule) {
    return new AdaGrad(schedule, config.get(EPSILON));
  }
}
