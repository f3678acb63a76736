// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;

/** {@code anode}: the neural ODE on positions to which some are appended that begin at zero. */
public final class AugmentedNeuralOdeProvider extends OdeArchitecture {

  /** Published: 1 for the point cloud. */
  private static final Option<Long> AUGMENT =
      Option.integer("augment", "positions that begin at zero, appended to those of the data")
          .atLeast(1)
          .byDefault(1L);

  @Override
  public String id() {
    return "anode";
  }

  @Override
  ConfigSchema ownSchema() {
    return ConfigSchema.of(AUGMENT);
  }

  @Override
  boolean secondOrder() {
    return false;
  }

  @Override
  int augmented(ConfigView config) {
    return config.getInt(AUGMENT);
  }

  @Override
  Dynamics dynamics(ConfigView config, int positions) {
    return new NeuralOdeDynamics(positions, OdeOptions.force(config, positions, positions));
  }
}
