// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rk4;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.step.SteppingMethod;

/** The plugin {@code rk4}. */
public final class ClassicalRungeKuttaProvider implements SolverProvider {

  @Override
  public String id() {
    return "rk4";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    return KuttaMethods.classical();
  }
}
