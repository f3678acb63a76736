// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.PluginSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.report.SolveSummary;
import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.SolveSummary.Curve;
import dev.impetus.runtime.report.SolveSummary.Origin;
import dev.impetus.runtime.report.SolveSummary.ProblemFacts;
import dev.impetus.runtime.report.SolveSummary.ReferenceFacts;
import dev.impetus.solver.problem.OdeProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs experiments. */
public final class SolveRunner {

  /** Who solves where nobody was named: for stiff problems, and for others. */
  private static final PluginSpec STIFF_SOLVER = PluginSpec.of("esdirk");

  private static final PluginSpec SOLVER = PluginSpec.of("dopri5");

  /** Who computes a reference where none is known, and how tightly. */
  private static final PluginSpec STIFF_REFERENCE = PluginSpec.of("esdirk");

  private static final PluginSpec REFERENCE = PluginSpec.of("dop853");
  private static final double STIFF_REFERENCE_RTOL = 1e-10;
  private static final double REFERENCE_RTOL = 1e-13;

  private static final int DRAWN_POINTS = 1500;

  private final PluginRegistry registry;
  private final SolveListener listener;

  /** A runner with these plugins. */
  public SolveRunner(PluginRegistry registry, SolveListener listener) {
    this.registry = registry;
    this.listener = listener;
  }

  /**
   * Solves. A solve that fails is a result; what is wrong with the experiment is an error.
   *
   * @throws ImpetusException with everything that is wrong with problem, solvers or times, before
   *     anything is computed
   */
  public SolveResults run(SolveExperiment experiment) {
    ProblemChoice choice = ProblemChoice.of(registry, experiment.problem());
    List<Problem> problems = new ArrayList<>();
    OdeProblem problem = choice.problem();
    double[] times = times(experiment, problem, problems);
    List<PluginSpec> solvers =
        experiment.solvers().isEmpty()
            ? List.of(problem.isStiff() ? STIFF_SOLVER : SOLVER)
            : experiment.solvers();
    SolverLadder ladder =
        new SolverLadder(
            registry,
            problem,
            experiment.tolerances(),
            experiment.absoluteTolerance(),
            problems::add);
    List<SolverRung> rungs = new ArrayList<>();
    for (PluginSpec solver : solvers) {
      rungs.addAll(ladder.rungs(solver));
    }
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    List<String> notes = new ArrayList<>();
    Optional<ReferenceFacts> reference = Optional.empty();
    if (experiment.reference().isPresent() || !problem.hasReference()) {
      Optional<ComputedReference> computed =
          guarded(experiment, "the reference", () -> computed(experiment, choice.problem(), notes));
      problem = computed.map(ComputedReference::problem).orElse(problem);
      reference = computed.map(ComputedReference::facts);
    } else {
      reference = Optional.of(known(problem));
    }
    return solve(experiment, choice, problem, reference, rungs, times, notes);
  }

  private SolveResults solve(
      SolveExperiment experiment,
      ProblemChoice choice,
      OdeProblem problem,
      Optional<ReferenceFacts> reference,
      List<SolverRung> rungs,
      double[] times,
      List<String> notes) {
    List<Attempt> attempts = new ArrayList<>();
    List<TimedSolve> solves = new ArrayList<>();
    String warm = "";
    for (SolverRung rung : rungs) {
      if (experiment.isLadder() && !rung.solver().equals(warm)) {
        // Untimed: what the compiler does in the meantime is no property of the first rung.
        guarded(
            experiment,
            "solver " + rung.solver(),
            () -> TimedSolve.run(problem, rung.ode(), times, experiment.repetitions()));
        warm = rung.solver();
      }
      TimedSolve solve =
          guarded(
              experiment,
              "solver " + rung.solver(),
              () -> TimedSolve.run(problem, rung.ode(), times, experiment.repetitions()));
      solves.add(solve);
      attempts.add(attempt(problem, reference.isPresent(), rung, solve));
      listener.solved(attempts.get(attempts.size() - 1), attempts.size(), rungs.size());
    }
    List<Curve> outputs =
        IntStream.range(0, rungs.size())
            .mapToObj(i -> curve(name(attempts.get(i)), problem, solves.get(i)))
            .toList();
    SolveSummary summary =
        new SolveSummary(
            facts(experiment, choice, problem),
            reference,
            experiment.isLadder(),
            attempts,
            curves(experiment, problem, rungs, attempts, solves),
            environment());
    return new SolveResults(summary, outputs, notes);
  }

  private static String name(Attempt attempt) {
    return attempt.setting().isEmpty()
        ? attempt.solver()
        : attempt.solver() + ", " + attempt.setting();
  }

  /** What a plugin throws at work is its defect, and says so. */
  private static <T> T guarded(
      SolveExperiment experiment, String who, java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (ImpetusException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.INTERNAL,
              "problem \"" + experiment.problem().id() + "\" could not be solved",
              who,
              "the field or the solver threw " + e,
              "this is a defect of one of the two plugins; --stacktrace shows whose"),
          e);
    }
  }

  private Optional<ComputedReference> computed(
      SolveExperiment experiment, OdeProblem problem, List<String> notes) {
    PluginSpec spec =
        experiment.reference().orElse(problem.isStiff() ? STIFF_REFERENCE : REFERENCE);
    return ComputedReference.of(
        registry, problem, spec, problem.isStiff() ? STIFF_REFERENCE_RTOL : REFERENCE_RTOL, notes);
  }

  private static ReferenceFacts known(OdeProblem problem) {
    return new ReferenceFacts(
        problem.hasExactSolution()
            ? "the solution in closed form"
            : "the published state, good to " + problem.referenceDigits() + " digits",
        problem.hasExactSolution() ? 0 : Math.pow(10, -problem.referenceDigits()),
        Arrays.stream(problem.reference()).boxed().toList());
  }

  private static double[] times(
      SolveExperiment experiment, OdeProblem problem, List<Problem> problems) {
    double t0 = problem.t0();
    double end = problem.end();
    if (experiment.points() > 0) {
      return IntStream.rangeClosed(0, experiment.points())
          .mapToDouble(
              i -> i == experiment.points() ? end : t0 + (end - t0) * i / experiment.points())
          .toArray();
    }
    List<Double> times = new ArrayList<>(experiment.times());
    double before = t0;
    for (double time : times) {
      boolean onward = time == t0 || (time - before) * Math.signum(end - t0) > 0;
      if (!onward || (end - time) * Math.signum(end - t0) < 0) {
        problems.add(
            new Problem(
                ErrorKind.CONFIGURATION,
                "time " + time + " does not fit",
                "times",
                "times go one after another from " + t0 + " to " + end,
                "sort them, and leave out what lies beyond the end"));
      }
      before = time;
    }
    if (times.isEmpty() || times.get(times.size() - 1) != end) {
      times.add(end);
    }
    return times.stream().mapToDouble(t -> t).toArray();
  }

  private static Attempt attempt(
      OdeProblem problem, boolean comparable, SolverRung rung, TimedSolve solve) {
    boolean succeeded = solve.status().isSuccess();
    return new Attempt(
        rung.solver(),
        Origin.IMPETUS,
        rung.setting(),
        solve.status().name(),
        succeeded,
        solve.time(),
        solve.detail(),
        solve.status().advice(),
        Arrays.stream(solve.state()).boxed().toList(),
        comparable && succeeded ? problem.error(solve.state()) : Double.NaN,
        solve.work(),
        solve.seconds(),
        solve.repetitions());
  }

  private static Curve curve(String name, OdeProblem problem, TimedSolve solve) {
    List<List<Double>> values = new ArrayList<>();
    for (int i = 0; i < problem.width(); i++) {
      int component = i;
      values.add(solve.outputs().stream().map(state -> state[component]).toList());
    }
    return new Curve(name, Arrays.stream(solve.times()).boxed().toList(), values, solve.stepEnds());
  }

  /** The solution to be looked at, by whoever was most accurate; steps of all, without a ladder. */
  private static List<Curve> curves(
      SolveExperiment experiment,
      OdeProblem problem,
      List<SolverRung> rungs,
      List<Attempt> attempts,
      List<TimedSolve> solves) {
    int best = 0;
    for (int i = 1; i < attempts.size(); i++) {
      if (better(attempts.get(i), attempts.get(best))) {
        best = i;
      }
    }
    SolverRung rung = rungs.get(best);
    TimedSolve chosen = solves.get(best);
    List<Curve> curves = new ArrayList<>();
    TimedSolve dense =
        guarded(
            experiment,
            "solver " + rung.solver(),
            () -> TimedSolve.dense(problem, rung.ode(), chosen, DRAWN_POINTS));
    Curve drawn = curve(name(attempts.get(best)), problem, dense);
    curves.add(new Curve(drawn.solver(), drawn.times(), drawn.values(), chosen.stepEnds()));
    for (int i = 0; i < attempts.size() && !experiment.isLadder(); i++) {
      if (i != best) {
        curves.add(
            new Curve(name(attempts.get(i)), List.of(), List.of(), solves.get(i).stepEnds()));
      }
    }
    return curves;
  }

  private static boolean better(Attempt a, Attempt b) {
    if (a.succeeded() != b.succeeded()) {
      return a.succeeded();
    }
    return a.succeeded() ? a.error() < b.error() : a.time() > b.time();
  }

  private static ProblemFacts facts(
      SolveExperiment experiment, ProblemChoice choice, OdeProblem problem) {
    return new ProblemFacts(
        experiment.problem().id(),
        problem.title(),
        problem.source(),
        problem.isStiff(),
        problem.t0(),
        problem.end(),
        problem.components(),
        options(choice));
  }

  private static Map<String, Object> options(ProblemChoice choice) {
    Map<String, Object> options = new LinkedHashMap<>();
    choice
        .config()
        .asMap()
        .forEach(
            (name, value) -> options.put(name, value instanceof Double ? value : value.toString()));
    return options;
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(
        "Java", System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
    environment.put("system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    return environment;
  }
}
