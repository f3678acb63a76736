// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/**
 * {@code sr-lstm}: an LSTM whose inputs enter with Nesterov's momentum under scheduled restarts.
 */
public final class RestartLstmProvider extends RecurrentArchitecture {

  /** For the service loader. */
  public RestartLstmProvider() {}

  @Override
  public String id() {
    return "sr-lstm";
  }

  @Override
  ConfigSchema ownSchema() {
    return RecurrentOptions.WEIGHTS.and(
        ConfigSchema.of(
            RecurrentOptions.FORGET_BIAS,
            RecurrentOptions.STEP_SIZE,
            RecurrentOptions.RESTART,
            RecurrentOptions.RULE));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return lstm(config, hidden);
  }

  @Override
  DriveChoice drive(ConfigView config) {
    boolean legacy = config.get(RecurrentOptions.RULE).equals("legacy");
    return nesterov(config, legacy ? DriveChoice.Kind.EXTRAPOLATED : DriveChoice.Kind.FILTERED);
  }
}
