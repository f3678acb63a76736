// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.solver.problem.HeatEquation;
import dev.impetus.solver.problem.OdeProblem;

/** The heat equation by the method of lines. */
public final class HeatProvider extends ClassicProblem {

  private static final double USUAL_END = 0.05;

  private static final Option<String> START =
      Option.choice(
              "start",
              "waves between cold ends, numbers on a ring, or rough numbers on a ring",
              "waves",
              "ring",
              "rough")
          .byDefault("waves");

  /** For ServiceLoader. */
  public HeatProvider() {
    super("heat", "0.05");
  }

  @Override
  ConfigSchema own() {
    return ConfigSchema.of(START);
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return switch (config.get(START)) {
      case "ring" -> HeatEquation.periodic(USUAL_END);
      case "rough" -> HeatEquation.rough(USUAL_END);
      default -> HeatEquation.dirichlet(USUAL_END);
    };
  }
}
