// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code lstm}: the long short-term memory. */
public final class LstmProvider extends RecurrentArchitecture {

  /** For the service loader. */
  public LstmProvider() {}

  @Override
  public String id() {
    return "lstm";
  }

  @Override
  ConfigSchema ownSchema() {
    return RecurrentOptions.WEIGHTS.and(ConfigSchema.of(RecurrentOptions.FORGET_BIAS));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return lstm(config, hidden);
  }
}
