// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code gru}: the gated recurrent unit. */
public final class GruProvider extends RecurrentArchitecture {

  /** For the service loader. */
  public GruProvider() {}

  @Override
  public String id() {
    return "gru";
  }

  @Override
  ConfigSchema ownSchema() {
    return RecurrentOptions.WEIGHTS;
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return gru(config, hidden);
  }
}
