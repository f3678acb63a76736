// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.ProblemProvider;

/** A problem that can be asked to end at another time. */
abstract class ClassicProblem implements ProblemProvider {

  private final String id;
  private final Option<Double> end;

  /**
   * A problem.
   *
   * @param usualEnd what its end is without the option, in words
   */
  ClassicProblem(String id, String usualEnd) {
    this.id = id;
    this.end =
        Option.decimal(
                "end",
                "time at which it ends, "
                    + usualEnd
                    + " unless given; the solution may be unknown there")
            .above(0)
            .optional();
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final ConfigSchema schema() {
    return own().and(ConfigSchema.of(end));
  }

  @Override
  public final OdeProblem create(ConfigView config) {
    OdeProblem usual = usual(config);
    return config.find(end).map(time -> endingAt(usual, time)).orElse(usual);
  }

  /** The options beside the end. */
  ConfigSchema own() {
    return ConfigSchema.empty();
  }

  /** The problem with its usual end. */
  abstract OdeProblem usual(ConfigView config);

  /** The problem with another end; more may be known of it than the problem itself says. */
  OdeProblem endingAt(OdeProblem usual, double time) {
    return usual.endingAt(time);
  }
}
