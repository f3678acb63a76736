// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code momentum-dtriv}: an orthogonal recurrent net whose inputs enter with momentum. */
public final class MomentumDtrivProvider extends OrthogonalArchitecture {

  /** For the service loader. */
  public MomentumDtrivProvider() {}

  @Override
  public String id() {
    return "momentum-dtriv";
  }

  @Override
  ConfigSchema ownSchema() {
    return CHART.and(
        ConfigSchema.of(
            RecurrentOptions.MU, RecurrentOptions.STEP_SIZE, RecurrentOptions.LEARNABLE));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return chart(config, hidden);
  }

  @Override
  DriveChoice drive(ConfigView config) {
    return momentum(config);
  }
}
