// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/**
 * {@code momentum-rnn}: the simple recurrent net with momentum, in both parametrisations of the
 * paper.
 */
public final class MomentumRnnProvider extends RecurrentArchitecture {

  /** For the service loader. */
  public MomentumRnnProvider() {}

  @Override
  public String id() {
    return "momentum-rnn";
  }

  @Override
  ConfigSchema ownSchema() {
    return RecurrentOptions.WEIGHTS.and(
        ConfigSchema.of(
            RecurrentOptions.ACTIVATION,
            RecurrentOptions.PARAMETRIZATION,
            RecurrentOptions.MU,
            RecurrentOptions.STEP_SIZE,
            RecurrentOptions.LEARNABLE));
  }

  @Override
  Network.CellFactory cells(ConfigView config, int hidden) {
    if (config.get(RecurrentOptions.PARAMETRIZATION).equals("input")) {
      return simple(config, hidden);
    }
    InitialWeights initial = initialWeights(config, 0);
    GatedParameters.Kind kind = activation(config);
    return inputs -> new StateDrivenParameters(kind, inputs, hidden, initial);
  }

  @Override
  DriveChoice drive(ConfigView config) {
    return momentum(config);
  }
}
