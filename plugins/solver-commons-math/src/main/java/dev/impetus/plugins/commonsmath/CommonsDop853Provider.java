// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.step.SteppingMethod;

/** The plugin {@code commons-dop853}. */
public final class CommonsDop853Provider implements SolverProvider {

  @Override
  public String id() {
    return "commons-dop853";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    return CommonsIntegrator.dormandPrince853();
  }
}
