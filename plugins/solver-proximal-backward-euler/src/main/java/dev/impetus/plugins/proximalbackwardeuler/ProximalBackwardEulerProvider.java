// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbackwardeuler;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.implicit.InnerSolverOptions;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.step.SteppingMethod;

/** The plugin {@code proximal-backward-euler}. */
public final class ProximalBackwardEulerProvider implements SolverProvider {

  @Override
  public String id() {
    return "proximal-backward-euler";
  }

  @Override
  public ConfigSchema schema() {
    return InnerSolverOptions.schema();
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    DiagonallyImplicitRungeKutta method =
        ProximalBackwardEuler.method().withStoppingRule(InnerSolverOptions.rule(config));
    return InnerSolverOptions.solver(config).map(method::withInnerSolver).orElse(method);
  }
}
