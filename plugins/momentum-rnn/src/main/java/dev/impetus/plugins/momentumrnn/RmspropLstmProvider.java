// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code rmsprop-lstm}: an LSTM whose inputs enter as RMSProp steps. */
public final class RmspropLstmProvider extends RecurrentArchitecture {

  /** For the service loader. */
  public RmspropLstmProvider() {}

  @Override
  public String id() {
    return "rmsprop-lstm";
  }

  @Override
  ConfigSchema ownSchema() {
    return RecurrentOptions.WEIGHTS.and(
        ConfigSchema.of(
            RecurrentOptions.FORGET_BIAS,
            RecurrentOptions.STEP_SIZE,
            RecurrentOptions.BETA,
            RecurrentOptions.EPSILON,
            RecurrentOptions.LEARNABLE));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return lstm(config, hidden);
  }

  @Override
  DriveChoice drive(ConfigView config) {
    return adaptive(config, 0);
  }
}
