// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.implicit.InnerSolverOptions;
import dev.impetus.solver.step.SteppingMethod;

/** The plugin {@code proximal-bdf}. */
public final class ProximalBdfProvider implements SolverProvider {

  private static final Option<Long> ORDER =
      Option.integer(
              "order",
              "highest order; with adaptive steps the order varies below it, with fixed steps it is the"
                  + " order of every step")
          .atLeast(1)
          .atMost(BackwardDifferentiation.HIGHEST_ORDER)
          .byDefault((long) BackwardDifferentiation.HIGHEST_ORDER);
  private static final Option<String> FORMULA =
      Option.choice(
              "formula",
              "bdf, or ndf: Klopfenstein and Shampine's, with smaller error constants and angles",
              "bdf",
              "ndf")
          .byDefault("bdf");
  private static final Option<String> PREDICTOR =
      Option.choice(
              "predictor",
              "where inner iterations begin: at the extrapolation of the history, or at the state, which"
                  + " suits iterative solvers and rough data",
              "history",
              "state")
          .byDefault("history");

  @Override
  public String id() {
    return "proximal-bdf";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(ORDER, FORMULA, PREDICTOR).and(InnerSolverOptions.schema());
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    BackwardDifferentiation plain =
        BackwardDifferentiation.upToOrder(Math.toIntExact(config.get(ORDER)));
    BackwardDifferentiation formula = config.get(FORMULA).equals("ndf") ? plain.numerical() : plain;
    BackwardDifferentiation method =
        (config.get(PREDICTOR).equals("state") ? formula.withStateAsGuess() : formula)
            .withStoppingRule(InnerSolverOptions.rule(config));
    return InnerSolverOptions.solver(config).map(method::withInnerSolver).orElse(method);
  }
}
