// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** {@code adam-dtriv}: an orthogonal recurrent net whose inputs enter as Adam steps. */
public final class AdamDtrivProvider extends OrthogonalArchitecture {

  /** For the service loader. */
  public AdamDtrivProvider() {}

  @Override
  public String id() {
    return "adam-dtriv";
  }

  @Override
  ConfigSchema ownSchema() {
    return CHART.and(
        ConfigSchema.of(
            RecurrentOptions.MU,
            RecurrentOptions.STEP_SIZE,
            RecurrentOptions.BETA,
            RecurrentOptions.EPSILON,
            RecurrentOptions.LEARNABLE));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    return chart(config, hidden);
  }

  @Override
  DriveChoice drive(ConfigView config) {
    return adaptive(config, config.get(RecurrentOptions.MU));
  }
}
