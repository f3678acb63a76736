// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code rmsprop-dtriv}: an orthogonal recurrent net whose inputs enter as RMSProp steps. */
public final class RmspropDtrivProvider extends OrthogonalArchitecture {

  /** For the service loader. */
  public RmspropDtrivProvider() {}

  @Override
  public String id() {
    return "rmsprop-dtriv";
  }

  @Override
  ConfigSchema ownSchema() {
    return CHART.and(
        ConfigSchema.of(
            RecurrentOptions.STEP_SIZE,
            RecurrentOptions.BETA,
            RecurrentOptions.EPSILON,
            RecurrentOptions.LEARNABLE));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return chart(config, hidden);
  }

  @Override
  DriveChoice drive(ConfigView config) {
    return adaptive(config, 0);
  }
}
