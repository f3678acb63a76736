// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalmultistage;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.implicit.InnerSolverOptions;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.step.SteppingMethod;

/** The plugin {@code proximal-multistage}. */
public final class ProximalMultistageProvider implements SolverProvider {

  private static final Option<String> STAGES =
      Option.choice("stages", "three stages of order 2, or six of order 3", "three", "six")
          .byDefault("three");

  @Override
  public String id() {
    return "proximal-multistage";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(STAGES).and(InnerSolverOptions.schema());
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    VariationalScheme scheme =
        config.get(STAGES).equals("three")
            ? VariationalScheme.THREE_STAGES
            : VariationalScheme.SIX_STAGES;
    DiagonallyImplicitRungeKutta method =
        scheme.method().withStoppingRule(InnerSolverOptions.rule(config));
    return InnerSolverOptions.solver(config).map(method::withInnerSolver).orElse(method);
  }
}
