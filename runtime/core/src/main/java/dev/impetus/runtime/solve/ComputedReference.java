// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.PluginSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.report.SolveSummary.ReferenceFacts;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.problem.OdeProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A state at the end to measure errors against, where none is known: a solve with a tight
 * tolerance, and one with a tenfold one and fixed steps twice as long, whose difference tells how
 * good the first is. Without a difference, or without fewer of the fixed steps, nothing is known.
 *
 * @param problem the problem with that reference
 * @param facts what it is, for people
 */
record ComputedReference(OdeProblem problem, ReferenceFacts facts) {

  private static final double LOOSER = 10;
  private static final long MAX_STEPS = 2_000_000;

  /**
   * Computes it.
   *
   * @param spec the solver; its rtol is the tight one
   * @return nothing if one of the two solves fails; then {@code why} has been told
   */
  static Optional<ComputedReference> of(
      PluginRegistry registry, OdeProblem problem, PluginSpec spec, double rtol, List<String> why) {
    double tight = spec.options().get("rtol") instanceof Number own ? own.doubleValue() : rtol;
    OdeSolver solver = solver(registry, problem, spec, tight);
    boolean fixed = FixedSteps.areSet(spec.options(), solver.method());
    TimedSolve fine = solve(problem, solver);
    TimedSolve coarse = fine;
    PluginSpec last = spec;
    if (fine.status().isSuccess()) {
      last = fixed ? new PluginSpec(spec.id(), FixedSteps.halved(spec.options(), -1)) : spec;
      coarse = solve(problem, solver(registry, problem, last, tight * LOOSER));
    }
    if (!coarse.status().isSuccess()) {
      why.add(
          "no reference: "
              + SolverLadder.name(last)
              + " ended with "
              + coarse.status()
              + " at t = "
              + NumberText.of(coarse.time()));
      return Optional.empty();
    }
    OdeProblem known = problem.toBuilder().reference(digits(1e-14), fine.state()).build();
    boolean coarser = !fixed || coarse.work().acceptedSteps() < fine.work().acceptedSteps();
    double difference =
        coarser && !Arrays.equals(fine.state(), coarse.state())
            ? Math.max(known.error(coarse.state()), 1e-15)
            : Double.NaN;
    String who = fixed ? SolverLadder.name(spec) : spec.id() + " at rtol " + NumberText.of(tight);
    return Optional.of(
        new ComputedReference(
            problem.toBuilder().reference(digits(difference), fine.state()).build(),
            new ReferenceFacts(
                who + ", computed for this report",
                difference,
                Arrays.stream(fine.state()).boxed().toList())));
  }

  /**
   * Digits to be trusted: at least the one that a reference must have, and that if none is known.
   */
  private static int digits(double error) {
    return Double.isNaN(error)
        ? 1
        : (int) Math.max(1, Math.min(16, Math.floor(-Math.log10(error))));
  }

  private static TimedSolve solve(OdeProblem problem, OdeSolver solver) {
    return TimedSolve.run(problem, solver, new double[] {problem.end()}, 1);
  }

  private static OdeSolver solver(
      PluginRegistry registry, OdeProblem problem, PluginSpec spec, double rtol) {
    PluginSpec full =
        spec.with("rtol", rtol)
            .with("max-steps", spec.options().getOrDefault("max-steps", MAX_STEPS));
    List<Problem> wrong = new ArrayList<>();
    List<SolverRung> rungs =
        new SolverLadder(registry, problem, List.of(), OptionalDouble.empty(), wrong::add)
            .rungs(full);
    if (!wrong.isEmpty()) {
      throw new ImpetusException(wrong);
    }
    return rungs.get(0).ode();
  }
}
