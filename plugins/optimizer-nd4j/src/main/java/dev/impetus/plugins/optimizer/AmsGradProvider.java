// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** AMSGrad, Adam whose second moment never falls (Reddi, Kale and Kumar, ICLR 2018). */
public final class AmsGradProvider extends UpdaterProvider {

  private static final Option<Double> EPSILON = epsilon(1e-8);

  /** Does nothing but remember its default learning rate. */
  public AmsGradProvider() {
    super(1e-3);
  }

  @Override
  public String id() {
    return "amsgrad";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.of(BETA1, BETA2, EPSILON);
  }

  @Override
  IUpdater updater(ConfigView config, ISchedule schedule) {
    AMSGrad updater =
        new AMSGrad(Double.NaN, config.get(BETA1), config.get(BETA2), config.get(EPSILON));
    updater.setLrAndSchedule(Double.NaN, schedule);
    return updater;
  }
}
