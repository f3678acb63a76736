// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.report.SweepSummary;
import dev.impetus.runtime.run.StorageFailure;
import dev.impetus.runtime.sweep.PlannedRun;
import dev.impetus.runtime.sweep.RunFailure;
import dev.impetus.runtime.sweep.RunState;
import dev.impetus.runtime.sweep.SweepDraft;
import dev.impetus.runtime.sweep.SweepFolder;
import dev.impetus.runtime.sweep.SweepJson;
import dev.impetus.runtime.sweep.SweepPlan;
import dev.impetus.runtime.sweep.SweepPlanner;
import dev.impetus.runtime.sweep.SweepRecords;
import dev.impetus.runtime.sweep.SweepRunner;
import dev.impetus.runtime.sweep.SweepRuns;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains settings with seeds. */
@Command(
    name = "sweep",
    description =
        "Trains every combination of settings with every seed, each in a process of its own, and reports means,"
            + " deviations and whether the method beats its control. Started again, it goes on where it was.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus sweep momentum.yaml --jobs 2",
      "  impetus sweep momentum.yaml --dry-run",
      "  impetus sweep --spec experiment.yaml --vary model.mu=0.3,0.6,0.9 --vary model.s=0.6,1 --seeds 5",
      "  impetus sweep sweeps/momentum            (goes on with the sweep of that folder)",
      "",
      "A file of a sweep has base, set, variants, grid, seeds, figure and title;",
      "the manual of the runtime describes them."
    })
final class SweepCommand implements Callable<Integer> {

  private static final int MOST_NAMED = 10;

  @Mixin private PluginOptions plugins;

  @Mixin private SweepOptions options;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of the sweep: a new one, or one to go on with. By default one in sweeps, named after the file.")
  private Path folder;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs at a time; by default ${DEFAULT-VALUE}.")
  private int jobs;

  @Option(names = "--dry-run", description = "Print the plan, and train nothing.")
  private boolean dryRun;

  @Option(
      names = "--report-only",
      description = "Write the report of what is finished, and train nothing.")
  private boolean reportOnly;

  @Option(
      names = "--retry-failed",
      description =
          "Try runs again whose numbers failed; without it only those that failed otherwise.")
  private boolean retryFailed;

  @Option(
      names = "--allow-changed-plugins",
      description =
          "Go on with begun runs although a plugin has another version or hash than before.")
  private boolean allowChangedPlugins;

  @Option(names = "--json", description = "Print the results, or with --dry-run the plan, as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (jobs < 1) {
      throw UsageErrors.of(spec.commandLine(), "--jobs must be at least 1, not " + jobs);
    }
    if (reportOnly && (dryRun || retryFailed)) {
      throw UsageErrors.of(
          spec.commandLine(),
          "--report-only and " + (dryRun ? "--dry-run" : "--retry-failed") + " exclude each other");
    }
    SweepDraft sweep = options.read(spec.commandLine());
    try (PluginRegistry registry = plugins.registry()) {
      PipelineFactory factory = PipelineFactory.of(registry);
      return planned(factory, SweepPlanner.plan(factory, sweep), out, err);
    }
  }

  private int planned(PipelineFactory factory, SweepPlan plan, PrintWriter out, PrintWriter err) {
    if (dryRun) {
      if (json) {
        out.println(Json.write(toMap(plan)));
        out.flush();
      } else {
        new SweepText(out).plan(plan);
      }
      return ExitCode.FINE.number();
    }
    int processors = Runtime.getRuntime().availableProcessors();
    if ((long) jobs * plan.threads() > processors) {
      err.printf(
          "warning: %d runs at a time with %d threads each share %d processors%n",
          jobs, plan.threads(), processors);
    }
    Path path = folder != null ? folder : options.folder(plan.spec());
    if (reportOnly && !SweepFolder.isSweep(path)) {
      throw StorageFailure.of(
          "there is no sweep to report", path, "it has no sweep.yaml", "name its folder by --out");
    }
    try (SweepFolder place = SweepFolder.open(path)) {
      // A report of less than the whole sweep leaves the sweep what it is.
      SweepRuns runs = reportOnly ? place.find(factory, plan) : place.place(factory, plan);
      return run(plan, place, runs, out, err);
    }
  }

  private int run(
      SweepPlan plan, SweepFolder place, SweepRuns runs, PrintWriter out, PrintWriter err) {
    plan.notes().forEach(note -> err.println("note: " + note));
    runs.others().stream()
        .limit(MOST_NAMED)
        .forEach(run -> err.println("left out, of another grid or base: " + run));
    if (runs.others().size() > MOST_NAMED) {
      err.println("left out: " + (runs.others().size() - MOST_NAMED) + " runs more");
    }
    err.flush();
    if (!reportOnly) {
      train(plan, place, runs, err);
    }
    SweepSummary summary = SweepRecords.gather(place, plan, runs);
    SweepRecords.write(place, summary);
    if (json) {
      Map<String, Object> map = SweepJson.toMap(summary);
      map.put("report", place.report().toString());
      out.println(Json.write(map));
    } else {
      new SweepText(out).results(summary);
      out.println("report  " + place.report());
    }
    out.flush();
    return reportFailures(runs, err);
  }

  private void train(SweepPlan plan, SweepFolder place, SweepRuns runs, PrintWriter err) {
    ChildProcesses processes =
        new ChildProcesses(OwnCommand.words(), plugins.words(), allowChangedPlugins);
    SweepRunner runner = new SweepRunner(runs, processes, jobs, new SweepLines(err, plan.figure()));
    Thread hook =
        new Thread(
            () -> {
              runner.stop();
              err.printf(
                  "%nStopped after %d of %d runs. Go on with: impetus sweep %s%n",
                  runs.in(RunState.FINISHED).size(), plan.runs(), place.folder());
              err.flush();
            },
            "impetus-sweep-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      runner.run(retryFailed);
    } finally {
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down, and the hook is at work: let it end first.
      try {
        hook.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The code of the first failure; all are told, however many. */
  private static int reportFailures(SweepRuns runs, PrintWriter err) {
    List<Problem> problems = new ArrayList<>();
    for (PlannedRun run : runs.in(RunState.FAILED)) {
      RunFailure failure = SweepRuns.failure(run).orElseThrow();
      Problem first = failure.first();
      problems.add(
          new Problem(
              first.kind(),
              run.label() + ": " + first.what(),
              first.where(),
              first.why(),
              first.fix()));
    }
    if (problems.isEmpty()) {
      return ExitCode.FINE.number();
    }
    new ProblemPrinter(err).printAll(problems);
    err.println(problems.size() + " of " + runs.runs().size() + " runs failed");
    err.flush();
    return ExitCode.of(problems.get(0).kind()).number();
  }

  private static Map<String, Object> toMap(SweepPlan plan) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("title", plan.spec().title());
    map.put("runs", plan.runs());
    map.put("seeds", plan.spec().seeds());
    map.put("axes", plan.axes());
    map.put("figure", plan.figure());
    map.put(
        "settings",
        plan.settings().stream()
            .map(
                setting -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("label", setting.label());
                  entry.put("values", setting.values());
                  entry.put("control", setting.control());
                  entry.put("added", setting.added());
                  return entry;
                })
            .toList());
    map.put("notes", plan.notes());
    return map;
  }
}
