// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/**
 * {@code sr-dtriv}: an orthogonal recurrent net whose inputs enter with Nesterov's momentum under
 * scheduled restarts.
 */
public final class RestartDtrivProvider extends OrthogonalArchitecture {

  /** For the service loader. */
  public RestartDtrivProvider() {}

  @Override
  public String id() {
    return "sr-dtriv";
  }

  @Override
  ConfigSchema ownSchema() {
    return CHART.and(ConfigSchema.of(RecurrentOptions.STEP_SIZE, RecurrentOptions.RESTART));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return chart(config, hidden);
  }

  @Override
  DriveChoice drive(ConfigView config) {
    return nesterov(config, DriveChoice.Kind.FILTERED);
  }
}
