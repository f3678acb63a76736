// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.runtime.pipeline.PluginSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is to be solved, by whom and how often.
 *
 * @param problem the problem plugin with its options
 * @param solvers solver plugins with their options; if there is none, one that suits the problem
 * @param tolerances relative tolerances for solvers that set none; more than one make a ladder
 * @param absoluteTolerance the absolute tolerance; otherwise the problem's own, which follows the
 *     relative one
 * @param repetitions how often a problem is solved to be timed, or {@link TimedSolve#AUTOMATIC}
 * @param reference the solver that computes a reference in place of the known one
 * @param times where the solution is wanted, beside the end
 * @param points number of evenly spaced times where it is wanted instead
 */
public record SolveExperiment(
    PluginSpec problem,
    List<PluginSpec> solvers,
    List<Double> tolerances,
    OptionalDouble absoluteTolerance,
    int repetitions,
    Optional<PluginSpec> reference,
    List<Double> times,
    int points) {

  /** Copies the lists. */
  public SolveExperiment {
    Objects.requireNonNull(problem, "problem");
    solvers = List.copyOf(solvers);
    tolerances = List.copyOf(tolerances);
    times = List.copyOf(times);
    if (repetitions < 0 || points < 0) {
      throw new IllegalArgumentException(
          "repetitions must be >= 0 and points >= 0, but are " + repetitions + " and " + points);
    }
  }

  /** One solve by a solver that suits the problem, with all defaults. */
  public static SolveExperiment of(PluginSpec problem, List<PluginSpec> solvers) {
    return new SolveExperiment(
        problem,
        solvers,
        List.of(),
        OptionalDouble.empty(),
        TimedSolve.AUTOMATIC,
        Optional.empty(),
        List.of(),
        0);
  }

  /** The same along a ladder of relative tolerances. */
  public SolveExperiment along(List<Double> ladder) {
    return new SolveExperiment(
        problem, solvers, ladder, absoluteTolerance, repetitions, reference, times, points);
  }

  /** Whether there is a ladder. */
  public boolean isLadder() {
    return tolerances.size() > 1;
  }
}
