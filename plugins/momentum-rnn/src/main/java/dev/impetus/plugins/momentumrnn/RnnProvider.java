// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code rnn}: the simple recurrent net. */
public final class RnnProvider extends RecurrentArchitecture {

  /** For the service loader. */
  public RnnProvider() {}

  @Override
  public String id() {
    return "rnn";
  }

  @Override
  ConfigSchema ownSchema() {
    return RecurrentOptions.WEIGHTS.and(ConfigSchema.of(RecurrentOptions.ACTIVATION));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return simple(config, hidden);
  }
}
