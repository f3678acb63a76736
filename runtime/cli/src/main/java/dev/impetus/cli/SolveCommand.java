// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.pipeline.OptionText;
import dev.impetus.runtime.pipeline.PluginSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.report.SolveSummary;
import dev.impetus.runtime.solve.SolveCsv;
import dev.impetus.runtime.solve.SolveExperiment;
import dev.impetus.runtime.solve.SolveFolder;
import dev.impetus.runtime.solve.SolveJson;
import dev.impetus.runtime.solve.SolveResults;
import dev.impetus.runtime.solve.SolveRunner;
import dev.impetus.runtime.solve.TimedSolve;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Solves a problem by one solver or several. */
@Command(
    name = "solve",
    description =
        "Solves a differential equation by one solver or several; along a ladder of tolerances it shows how much"
            + " work buys how much accuracy.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus solve van-der-pol",
      "  impetus solve van-der-pol:mu=5 --solver dopri5 --solver esdirk:rtol=1e-8",
      "  impetus solve hires --solver esdirk --solver dopri5 --rtol 1e-3..1e-9",
      "  impetus solve lotka-volterra --points 200 --csv orbit.csv",
      "  impetus problems list",
      "",
      "Problem and solvers are ID or ID:OPTION=VALUE,OPTION=VALUE, with the",
      "options that impetus plugins inspect ID prints. On a ladder a solver with",
      "fixed steps doubles their number from rung to rung."
    })
final class SolveCommand implements Callable<Integer> {

  /** Times at which a solution is written where nobody says when. */
  private static final int CSV_POINTS = 100;

  @Mixin private PluginOptions plugins;

  @Parameters(paramLabel = "PROBLEM", description = "The problem: ID[:OPTION=VALUE,...].")
  private String problem;

  @Option(
      names = "--problem-option",
      paramLabel = "NAME=VALUE",
      parameterConsumer = Assignments.class,
      description = "An option of the problem. May be repeated.")
  private Map<String, String> problemOptions = new LinkedHashMap<>();

  @Option(
      names = "--solver",
      paramLabel = "SOLVER",
      description =
          "A solver: ID[:OPTION=VALUE,...]. May be repeated; without it esdirk for a stiff problem, dopri5 for"
              + " another.")
  private List<String> solvers = new ArrayList<>();

  @Option(
      names = "--rtol",
      paramLabel = "TOLERANCE",
      description =
          "Relative tolerance, or a ladder of them: 1e-3,1e-5,1e-7 or 1e-3..1e-9, which has a rung a decade.")
  private String tolerances = "";

  @Option(
      names = "--atol",
      paramLabel = "TOLERANCE",
      description =
          "Absolute tolerance; without it the relative one times the problem's smallest scale.")
  private Double absolute;

  @ArgGroup private Outputs outputs = new Outputs();

  @Option(
      names = "--reference",
      paramLabel = "SOLVER",
      description =
          "Who computes what errors are measured against; without it the problem's own solution, or dop853 or"
              + " esdirk where that is unknown.")
  private String reference;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description =
          "How often a solve is timed; the fastest counts. By default as often as a fifth of a second holds.")
  private Integer repetitions;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the solutions, at --times or --points or a hundred times.")
  private Path csv;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the report: a new or empty one, or one with the report of an earlier solve. By default one in"
              + " solves, named after day and problem.")
  private Path folder;

  @Option(names = "--no-report", description = "Write no report.")
  private boolean noReport;

  @Option(names = "--json", description = "Print the results as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** Where the solution is wanted. */
  private static final class Outputs {

    @Option(
        names = "--times",
        paramLabel = "T",
        split = ",",
        description = "Times at which the solution is wanted, beside the end: 0.5,1,2.")
    private List<Double> times = new ArrayList<>();

    @Option(
        names = "--points",
        paramLabel = "N",
        description = "So many evenly spaced times instead.")
    private Integer points;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    SolveExperiment experiment = experiment();
    if (csv != null) {
      SolveCsv.requirePlace(csv);
    }
    SolveResults results;
    Path report = null;
    try (PluginRegistry registry = plugins.registry()) {
      SolveFolder place = noReport ? null : place(experiment.problem().id());
      SolveProgress progress = new SolveProgress(err, experiment.isLadder());
      results = new SolveRunner(registry, progress).run(experiment);
      if (place != null) {
        report = place.write(results);
      }
    }
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>(SolveJson.of(results));
      if (report != null) {
        map.put("report", report.toString());
      }
      out.println(Json.write(map));
    } else {
      new SolveText(out).print(results, Optional.ofNullable(report));
    }
    out.flush();
    results.notes().forEach(note -> err.println("note: " + note));
    printFailures(results.summary(), err);
    if (csv != null) {
      // Last: a disk that has become full takes nothing else with it.
      SolveCsv.write(results, csv);
    }
    return results.summary().failures().isEmpty()
        ? ExitCode.FINE.number()
        : ExitCode.NUMERICAL.number();
  }

  private SolveExperiment experiment() {
    PluginSpec named = OptionText.plugin(problem, "PROBLEM");
    for (Map.Entry<String, String> option : problemOptions.entrySet()) {
      named =
          named.with(
              option.getKey(),
              OptionText.value(option.getValue(), "--problem-option " + option.getKey()));
    }
    List<Double> ladder = ToleranceLadder.parse(tolerances, spec.commandLine());
    if (repetitions != null && repetitions < 1) {
      throw UsageErrors.of(
          spec.commandLine(), "--repetitions must be at least 1, not " + repetitions);
    }
    if (outputs.points != null && outputs.points < 1) {
      throw UsageErrors.of(
          spec.commandLine(), "--points must be at least 1, not " + outputs.points);
    }
    if (absolute != null && !(absolute >= 0 && absolute < Double.POSITIVE_INFINITY)) {
      throw UsageErrors.of(spec.commandLine(), "--atol must be at least 0, not " + absolute);
    }
    return new SolveExperiment(
        named,
        solvers.stream().map(text -> OptionText.plugin(text, "--solver")).toList(),
        ladder,
        absolute == null ? OptionalDouble.empty() : OptionalDouble.of(absolute),
        repetitions != null ? repetitions : TimedSolve.AUTOMATIC,
        Optional.ofNullable(reference).map(text -> OptionText.plugin(text, "--reference")),
        outputs.times,
        outputs.points != null
            ? outputs.points
            : csv != null && outputs.times.isEmpty() ? CSV_POINTS : 0);
  }

  /** Asked for before anything is computed: who waited an hour wants no surprise at the end. */
  private SolveFolder place(String id) {
    return folder != null
        ? SolveFolder.at(folder)
        : SolveFolder.next(Path.of("solves"), LocalDate.now(ZoneId.systemDefault()), id);
  }

  private static void printFailures(SolveSummary summary, PrintWriter err) {
    new ProblemPrinter(err).printAll(SolveText.problems(summary));
  }
}
