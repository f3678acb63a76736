// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalcranknicolson;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.implicit.InnerSolverOptions;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.step.SteppingMethod;

/** The plugin {@code proximal-crank-nicolson}. */
public final class ProximalCrankNicolsonProvider implements SolverProvider {

  private static final Option<Long> DAMPED_STEPS =
      Option.integer(
              "damped-steps",
              "first steps that are two halves of backward Euler instead: 2 for rough initial data")
          .atLeast(0)
          .atMost(1000)
          .byDefault(0L);

  @Override
  public String id() {
    return "proximal-crank-nicolson";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(DAMPED_STEPS).and(InnerSolverOptions.schema());
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    int damped = Math.toIntExact(config.get(DAMPED_STEPS));
    DiagonallyImplicitRungeKutta plain =
        damped == 0
            ? ProximalCrankNicolson.method()
            : ProximalCrankNicolson.withDampedStart(damped);
    DiagonallyImplicitRungeKutta method = plain.withStoppingRule(InnerSolverOptions.rule(config));
    return InnerSolverOptions.solver(config).map(method::withInnerSolver).orElse(method);
  }
}
