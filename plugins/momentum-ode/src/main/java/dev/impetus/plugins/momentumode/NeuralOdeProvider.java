// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code node}: the neural ODE. */
public final class NeuralOdeProvider extends OdeArchitecture {

  @Override
  public String id() {
    return "node";
  }

  @Override
  ConfigSchema ownSchema() {
    return ConfigSchema.empty();
  }

  @Override
  boolean secondOrder() {
    return false;
  }

  @Override
  Dynamics dynamics(ConfigView config, int positions) {
    return new NeuralOdeDynamics(positions, OdeOptions.force(config, positions, positions));
  }
}
