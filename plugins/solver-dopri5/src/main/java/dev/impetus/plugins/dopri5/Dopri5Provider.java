// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.step.SteppingMethod;

/** The plugin {@code dopri5}. */
public final class Dopri5Provider implements SolverProvider {

  private static final Option<String> ERROR_WEIGHTS =
      Option.choice(
              "error-weights",
              "whose error estimate: shampine's, as in torchdiffeq and diffrax, or dormand-prince's"
                  + " own, 1.5 times as large, as in SciPy",
              "shampine",
              "dormand-prince")
          .byDefault("shampine");

  @Override
  public String id() {
    return "dopri5";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(ERROR_WEIGHTS);
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    return config.get(ERROR_WEIGHTS).equals("shampine")
        ? DormandPrince54.shampine()
        : DormandPrince54.original();
  }
}
