// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.runtime.pipeline.Chosen;
import dev.impetus.runtime.pipeline.PluginSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverOptions;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Makes the rungs of solvers for one problem. A solver that chooses its steps climbs by its
 * tolerance, one with fixed steps by doubling their number.
 */
final class SolverLadder {

  private static final String RTOL = "rtol";
  private static final String ATOL = "atol";
  private static final double DEFAULT_RTOL = 1e-6;

  private final PluginRegistry registry;
  private final OdeProblem problem;
  private final List<Double> tolerances;
  private final OptionalDouble absolute;
  private final Consumer<Problem> problems;

  /**
   * A ladder for a problem.
   *
   * @param tolerances relative tolerances; none means each solver's own
   * @param absolute an absolute tolerance in place of the problem's
   * @param problems gets what is wrong with solvers
   */
  SolverLadder(
      PluginRegistry registry,
      OdeProblem problem,
      List<Double> tolerances,
      OptionalDouble absolute,
      Consumer<Problem> problems) {
    this.registry = registry;
    this.problem = problem;
    this.tolerances = tolerances;
    this.absolute = absolute;
    this.problems = problems;
  }

  /** The rungs of a solver, from the coarsest to the finest; none if something is wrong with it. */
  List<SolverRung> rungs(PluginSpec spec) {
    SolverProvider provider;
    try {
      provider = registry.get(SolverProvider.class, spec.id());
    } catch (ImpetusException e) {
      e.problems().forEach(problems);
      return List.of();
    }
    boolean ladder = tolerances.size() > 1;
    if (ladder && spec.options().containsKey(RTOL)) {
      problems.accept(
          new Problem(
              ErrorKind.CONFIGURATION,
              "two tolerances for one solver",
              "--solver " + name(spec),
              "it sets rtol, and so does the ladder",
              "leave one of them out"));
      return List.of();
    }
    List<SolverRung> rungs = new ArrayList<>();
    boolean fixed = false;
    for (int i = 0; i < Math.max(1, tolerances.size()); i++) {
      Map<String, Object> options =
          new LinkedHashMap<>(fixed ? FixedSteps.halved(spec.options(), i) : spec.options());
      double rtol =
          options.get(RTOL) instanceof Number own
              ? own.doubleValue()
              : tolerances.isEmpty() ? DEFAULT_RTOL : tolerances.get(i);
      options.putIfAbsent(RTOL, rtol);
      options.putIfAbsent(ATOL, absolute.orElseGet(() -> problem.absoluteTolerance(rtol)));
      OdeSolver ode = assemble(provider, spec, options);
      if (ode == null) {
        return List.of(); // the other rungs have the same mistakes
      }
      fixed = FixedSteps.areSet(options, ode.method());
      String setting =
          !ladder ? "" : fixed ? FixedSteps.text(options) : RTOL + " " + NumberText.of(rtol);
      rungs.add(new SolverRung(name(spec), setting, ode));
    }
    return rungs;
  }

  private OdeSolver assemble(
      SolverProvider provider, PluginSpec spec, Map<String, Object> options) {
    List<Problem> found = new ArrayList<>();
    String where = "solver " + spec.id();
    ConfigView config =
        SolverOptions.schema().and(provider.schema()).resolve(options, where, found::add);
    OdeSolver ode = null;
    if (found.isEmpty()) {
      try {
        ode =
            new Chosen<>(
                    provider, config, registry.find(PluginKind.SOLVER, spec.id()).orElseThrow())
                .create(() -> SolverOptions.assemble(provider.create(config), config));
        // Refuses what does not fit the field, before anything is computed.
        ode.newForwardSession(problem.newField(), Precision.FLOAT64, 1);
      } catch (ImpetusException e) {
        found.addAll(e.problems());
        ode = null;
      }
    }
    found.forEach(p -> problems.accept(placed(p, where)));
    return ode;
  }

  /** Which of several solvers is meant; otherwise all would say {@code solver}. */
  private static Problem placed(Problem problem, String where) {
    String at = problem.where();
    if (at.equals("solver") || at.startsWith("solver.")) {
      at = where + at.substring("solver".length());
    }
    return new Problem(problem.kind(), problem.what(), at, problem.why(), problem.fix());
  }

  /** As on the command line: {@code esdirk:rtol=1e-6}. */
  static String name(PluginSpec spec) {
    if (spec.options().isEmpty()) {
      return spec.id();
    }
    StringJoiner options = new StringJoiner(",", spec.id() + ":", "");
    spec.options().forEach((name, value) -> options.add(name + "=" + NumberText.of(value)));
    return options.toString();
  }
}
