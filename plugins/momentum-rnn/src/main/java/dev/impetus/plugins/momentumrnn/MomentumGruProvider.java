// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code momentum-gru}: a GRU whose inputs enter with momentum. */
public final class MomentumGruProvider extends RecurrentArchitecture {

  /** For the service loader. */
  public MomentumGruProvider() {}

  @Override
  public String id() {
    return "momentum-gru";
  }

  @Override
  ConfigSchema ownSchema() {
    return RecurrentOptions.WEIGHTS.and(
        ConfigSchema.of(
            RecurrentOptions.MU, RecurrentOptions.STEP_SIZE, RecurrentOptions.LEARNABLE));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return gru(config, hidden);
  }

  @Override
  DriveChoice drive(ConfigView config) {
    return momentum(config);
  }
}
