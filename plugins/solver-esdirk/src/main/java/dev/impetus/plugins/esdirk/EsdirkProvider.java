// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.esdirk;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.implicit.InnerSolverOptions;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.step.SteppingMethod;

/** The plugin {@code esdirk}. */
public final class EsdirkProvider implements SolverProvider {

  @Override
  public String id() {
    return "esdirk";
  }

  @Override
  public ConfigSchema schema() {
    return InnerSolverOptions.schema();
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    DiagonallyImplicitRungeKutta method =
        KennedyCarpenter43.method()
            .withStoppingRule(InnerSolverOptions.rule(config, KennedyCarpenter43.STOPPING));
    return InnerSolverOptions.solver(config, KennedyCarpenter43.STOPPING)
        .map(method::withInnerSolver)
        .orElse(method);
  }
}
