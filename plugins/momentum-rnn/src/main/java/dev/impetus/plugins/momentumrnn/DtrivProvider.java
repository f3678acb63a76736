// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import java.util.Locale;

/** {@code dtriv}: an orthogonal recurrent net by dynamic trivialisations. */
public final class DtrivProvider extends OrthogonalArchitecture {

  /** For the service loader. */
  public DtrivProvider() {}

  @Override
  public String id() {
    return "dtriv";
  }

  @Override
  ConfigSchema ownSchema() {
    return ROTATION.and(ConfigSchema.of(MAP, REBASE_EVERY));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return orthogonal(
        config,
        hidden,
        OrthogonalMap.valueOf(config.get(MAP).toUpperCase(Locale.ROOT)),
        true,
        config.getInt(REBASE_EVERY));
  }
}
