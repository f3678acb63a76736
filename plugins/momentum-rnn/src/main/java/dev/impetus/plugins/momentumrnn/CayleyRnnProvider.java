// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code cayley-rnn}: an orthogonal recurrent net by Cayley's map. */
public final class CayleyRnnProvider extends OrthogonalArchitecture {

  /** For the service loader. */
  public CayleyRnnProvider() {}

  @Override
  public String id() {
    return "cayley-rnn";
  }

  @Override
  ConfigSchema ownSchema() {
    return ROTATION;
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return orthogonal(config, hidden, OrthogonalMap.CAYLEY, false, 0);
  }
}
