// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.StiffProblems;

/** Van der Pol's oscillator, {@code y'' = μ (1 - y²) y' - y}. */
public final class VanDerPolProvider extends ClassicProblem {

  private static final Option<Double> MU =
      Option.decimal("mu", "strength of the damping; stiff from about 10 on")
          .above(0)
          .byDefault(1000.0);

  /** For ServiceLoader. */
  public VanDerPolProvider() {
    super("van-der-pol", "2 mu, but at least 20,");
  }

  @Override
  ConfigSchema own() {
    return ConfigSchema.of(MU);
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return StiffProblems.relaxation(config.get(MU));
  }
}
