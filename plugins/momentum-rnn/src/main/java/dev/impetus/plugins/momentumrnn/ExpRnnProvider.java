// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code exp-rnn}: an orthogonal recurrent net by the exponential map. */
public final class ExpRnnProvider extends OrthogonalArchitecture {

  /** For the service loader. */
  public ExpRnnProvider() {}

  @Override
  public String id() {
    return "exp-rnn";
  }

  @Override
  ConfigSchema ownSchema() {
    return ROTATION;
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return orthogonal(config, hidden, OrthogonalMap.EXPONENTIAL, false, 0);
  }
}
