// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code hbnode}: the heavy-ball neural ODE. */
public final class HeavyBallProvider extends OdeArchitecture {

  @Override
  public String id() {
    return "hbnode";
  }

  @Override
  ConfigSchema ownSchema() {
    return OdeOptions.DAMPED;
  }

  @Override
  boolean secondOrder() {
    return true;
  }

  @Override
  Dynamics dynamics(ConfigView config, int positions) {
    return new HeavyBallDynamics(
        positions, OdeOptions.force(config, positions, positions), OdeOptions.damping(config));
  }
}
