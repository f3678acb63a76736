// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.ProtheroRobinson;

/** Prothero and Robinson's problem, {@code y' = λ (y - sin t) + cos t}. */
public final class ProtheroRobinsonProvider extends ClassicProblem {

  private static final Option<Double> LAMBDA =
      Option.decimal("lambda", "the eigenvalue; the more negative, the stiffer")
          .below(0)
          .byDefault(-1e6);

  /** For ServiceLoader. */
  public ProtheroRobinsonProvider() {
    super("prothero-robinson", "1.5");
  }

  @Override
  ConfigSchema own() {
    return ConfigSchema.of(LAMBDA);
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return ProtheroRobinson.of(config.get(LAMBDA));
  }
}
