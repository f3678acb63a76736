// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code momentum-lstm}: an LSTM whose inputs enter with momentum. */
public final class MomentumLstmProvider extends RecurrentArchitecture {

  /** For the service loader. */
  public MomentumLstmProvider() {}

  @Override
  public String id() {
    return "momentum-lstm";
  }

  @Override
  ConfigSchema ownSchema() {
    return RecurrentOptions.WEIGHTS.and(
        ConfigSchema.of(
            RecurrentOptions.FORGET_BIAS,
            RecurrentOptions.MU,
            RecurrentOptions.STEP_SIZE,
            RecurrentOptions.LEARNABLE));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return lstm(config, hidden);
  }

  @Override
  DriveChoice drive(ConfigView config) {
    return momentum(config);
  }
}
