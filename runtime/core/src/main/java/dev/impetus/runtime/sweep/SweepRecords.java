// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.PluginSpec;
import dev.impetus.runtime.report.RunSummary;
import dev.impetus.runtime.report.SweepReport;
import dev.impetus.runtime.report.SweepSummary;
import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import dev.impetus.runtime.run.AtomicFiles;
import dev.impetus.runtime.run.MetricsLog;
import dev.impetus.runtime.run.Provenance;
import dev.impetus.runtime.run.RunReports;
import dev.impetus.runtime.run.RunResult;
import dev.impetus.runtime.run.StorageFailure;
import dev.impetus.runtime.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers what came of the runs of a sweep, and writes its report and tables. */
public final class SweepRecords {

  private final SweepFolder folder;
  private final SweepPlan plan;
  private final SweepRuns runs;
  private final Set<String> data = new LinkedHashSet<>();
  private final Set<String> figures = new LinkedHashSet<>();
  private final Map<String, Set<String>> plugins = new TreeMap<>();
  private final Map<PluginSpec, Map<String, Integer>> fingerprints = new LinkedHashMap<>();
  private final Set<String> higherIsBetter = new LinkedHashSet<>();

  private SweepRecords(SweepFolder folder, SweepPlan plan, SweepRuns runs) {
    this.folder = folder;
    this.plan = plan;
    this.runs = runs;
  }

  /**
   * What came of the runs so far.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if a record of a run is damaged
   */
  public static SweepSummary gather(SweepFolder folder, SweepPlan plan, SweepRuns runs) {
    return new SweepRecords(folder, plan, runs).summary();
  }

  /** Writes report, table and data, each aside and then moved. */
  public static void write(SweepFolder folder, SweepSummary summary) {
    try {
      AtomicFiles.write(folder.data(), SweepJson.of(summary));
      AtomicFiles.write(folder.table(), SweepCsv.of(summary));
      AtomicFiles.write(folder.report(), SweepReport.render(summary));
    } catch (IOException e) {
      throw StorageFailure.of("the report cannot be written", folder.report(), e);
    }
  }

  private SweepSummary summary() {
    List<SettingRow> settings = new ArrayList<>();
    for (Setting setting : plan.settings()) {
      List<RunRow> rows = new ArrayList<>();
      for (PlannedRun run : runs.runs()) {
        if (run.setting().equals(setting)) {
          rows.add(row(run));
        }
      }
      settings.add(
          new SettingRow(
              setting.label(),
              setting.variant(),
              setting.values(),
              setting.control(),
              setting.method(),
              setting.added(),
              controlOf(setting),
              rows));
    }
    return new SweepSummary(
        plan.spec().title(),
        String.join(" · ", data),
        plan.figure(),
        higherIsBetter.contains(plan.figure()),
        SettingNames.shortNames(new LinkedHashSet<>(plan.axes())),
        plan.spec().seeds(),
        settings,
        notes(),
        SweepFile.write(plan.spec()));
  }

  /** Label of the setting that differs in nothing but that the method is off, if it is there. */
  private Optional<String> controlOf(Setting setting) {
    return setting
        .off()
        .flatMap(
            off ->
                plan.settings().stream()
                    .filter(other -> other.variant().equals(setting.variant()))
                    .filter(other -> other.spec().equals(off))
                    .map(Setting::label)
                    .findFirst());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(plan.notes());
    if (!figures.isEmpty() && !figures.contains(plan.figure())) {
      notes.add(
          "the runs have no figure \""
              + plan.figure()
              + "\"; they have "
              + String.join(", ", figures)
              + ": set figure to one of them, the runs are kept");
    }
    List<String> changed =
        plugins.entrySet().stream()
            .filter(plugin -> plugin.getValue().size() > 1)
            .map(plugin -> plugin.getKey() + " (" + plugin.getValue().size() + ")")
            .toList();
    if (!changed.isEmpty()) {
      notes.add(
          "the runs were trained with several versions or hashes of the same plugin: "
              + String.join(", ", changed));
    }
    fingerprints.forEach(
        (section, runsOfEach) -> {
          if (runsOfEach.size() > 1) {
            notes.add(
                "the files of the data "
                    + section.id()
                    + " changed from one run to the next, so that figures of "
                    + runsOfEach.values().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" and "))
                    + " runs are of different data: delete the folders of the old ones, and they"
                    + " are trained again");
          }
        });
    if (!runs.others().isEmpty()) {
      notes.add(
          runs.others().size()
              + " runs in the folder belong to another grid or base and are left out: "
              + String.join(", ", runs.others().stream().map(run -> relative(run)).toList()));
    }
    return notes;
  }

  private String relative(Path run) {
    return folder.folder().relativize(run).toString();
  }

  private RunRow row(PlannedRun run) {
    RunState state = SweepRuns.state(run);
    String word = state.name().toLowerCase(Locale.ROOT);
    Path metrics = run.folder().resolve("metrics.jsonl");
    if (state != RunState.FINISHED) {
      return new RunRow(
          run.seed(),
          word,
          relative(run.folder()),
          SweepRuns.failure(run).map(RunFailure::first).map(Problem::oneLine).orElse(""),
          Optional.empty(),
          Optional.empty(),
          0,
          MetricsLog.read(metrics),
          0,
          0);
    }
    RunResult result = RunResult.read(run.folder().resolve("result.json"));
    RunSummary summary = RunReports.read(run.folder());
    data.add(summary.data());
    summary
        .plugins()
        .forEach(
            plugin ->
                plugins
                    .computeIfAbsent(
                        plugin.kind() + " " + plugin.id(), name -> new LinkedHashSet<>())
                    .add(plugin.version() + " " + plugin.sha256()));
    Provenance.read(run.folder().resolve("provenance.json"))
        .fingerprint()
        .ifPresent(
            fingerprint ->
                fingerprints
                    .computeIfAbsent(run.setting().spec().data(), section -> new LinkedHashMap<>())
                    .merge(fingerprint, 1, Integer::sum));
    higherIsBetter.addAll(result.higherIsBetter());
    result
        .test()
        .or(result::validation)
        .ifPresent(
            known -> {
              figures.add(TrainingOptions.LOSS);
              figures.addAll(known.metrics().keySet());
            });
    return new RunRow(
        run.seed(),
        word,
        relative(run.folder()),
        String.join("; ", result.notes()),
        result.validation(),
        result.test(),
        summary.parameterCount(),
        summary.epochs(),
        result.chosenEpoch(),
        result.seconds());
  }
}
