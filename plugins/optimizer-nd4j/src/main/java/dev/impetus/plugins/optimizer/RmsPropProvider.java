// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.schedule.ISchedule;

/** RMSProp, which divides by the root of the running mean square (Tieleman and Hinton, 2012). */
public final class RmsPropProvider extends UpdaterProvider {

  private static final Option<Double> DECAY =
      Option.decimal("decay", "decay of the running mean square").above(0).below(1).byDefault(0.9);

  private static final Option<Double> EPSILON = epsilon(1e-8);

  /** Does nothing but remember its default learning rate. */
  public RmsPropProvider() {
    super(1e-3);
  }

  @Override
  public String id() {
    return "rmsprop";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.of(DECAY, EPSILON);
  }

  @Override
  IUpdater updater(ConfigView config, ISchedule schedule) {
    RmsProp updater = new RmsProp(Double.NaN, config.get(DECAY), config.get(EPSILON));
    updater.setLrAndSchedule(Double.NaN, schedule);
    return updater;
  }
}
