// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.engine.Port;
import java.util.List;

/** {@code sonode}: the second-order neural ODE, whose f sees position and velocity. */
public final class SecondOrderNeuralOdeProvider extends OdeArchitecture {

  /** The code published with HBNODE counts a damping that its SONODE never reads. */
  private static final Option<Boolean> PUBLISHED_PARAMETER_COUNT =
      Option.bool(
              "published-parameter-count",
              "legacy: add the unused damping that the published code counts as a parameter")
          .byDefault(false);

  @Override
  public String id() {
    return "sonode";
  }

  @Override
  ConfigSchema ownSchema() {
    return ConfigSchema.of(PUBLISHED_PARAMETER_COUNT);
  }

  @Override
  boolean secondOrder() {
    return true;
  }

  @Override
  List<Port> inert(ConfigView config) {
    return config.get(PUBLISHED_PARAMETER_COUNT)
        ? List.of(new Port("unused-damping", List.of(1L)))
        : List.of();
  }

  @Override
  Dynamics dynamics(ConfigView config, int positions) {
    return new SecondOrderDynamics(positions, OdeOptions.force(config, 2 * positions, positions));
  }
}
