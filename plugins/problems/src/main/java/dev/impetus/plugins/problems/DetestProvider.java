// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.solver.problem.Detest;
import dev.impetus.solver.problem.OdeProblem;

/** The 25 non-stiff problems of DETEST. */
public final class DetestProvider extends ClassicProblem {

  private static final String[] NAMES = {
    "a1", "a2", "a3", "a4", "a5", "b1", "b2", "b3", "b4", "b5", "c1", "c2", "c3", "c4", "c5", "d1",
    "d2", "d3", "d4", "d5", "e1", "e2", "e3", "e4", "e5"
  };

  private static final Option<String> NAME =
      Option.choice(
              "problem",
              "which of them: a are single equations, b small and c larger systems, d orbits of growing"
                  + " eccentricity, e equations of second order",
              NAMES)
          .byDefault("d5");

  /** For ServiceLoader. */
  public DetestProvider() {
    super("detest", "20");
  }

  @Override
  ConfigSchema own() {
    return ConfigSchema.of(NAME);
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return Detest.problem(config.get(NAME));
  }
}
