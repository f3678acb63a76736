// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.runtime.report.SweepSummary;
import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import dev.impetus.runtime.training.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sweep as a table, a row a run, numbers with all their digits; nothing where there is none. */
final class SweepCsv {

  private SweepCsv() {}

  static String of(SweepSummary sweep) {
    List<String> figures = sweep.figures();
    StringBuilder table = new StringBuilder();
    List<String> names = new ArrayList<>(List.of("setting", "variant"));
    names.addAll(sweep.axes().keySet());
    names.addAll(List.of("control", "seed", "state", "parameters", "epochs", "chosen-epoch"));
    names.add("seconds");
    for (String part : List.of("validation", "test")) {
      figures.forEach(figure -> names.add(part + "-" + figure));
    }
    names.addAll(List.of("folder", "problem", "seconds-per-epoch"));
    append(table, names);
    for (SettingRow setting : sweep.settings()) {
      setting.runs().forEach(run -> append(table, row(sweep, setting, run, figures)));
    }
    return table.toString();
  }

  private static List<String> row(
      SweepSummary sweep, SettingRow setting, RunRow run, List<String> figures) {
    List<String> cells = new ArrayList<>(List.of(setting.label(), setting.variant()));
    sweep.axes().keySet().forEach(path -> cells.add(setting.values().getOrDefault(path, "")));
    boolean finished = run.isFinished();
    cells.add(Boolean.toString(setting.control()));
    cells.add(Long.toString(run.seed()));
    cells.add(run.state());
    cells.add(finished ? Integer.toString(run.parameters()) : "");
    cells.add(Integer.toString(run.epochs().size()));
    cells.add(finished ? Integer.toString(run.chosenEpoch()) : "");
    cells.add(finished ? Double.toString(run.seconds()) : "");
    for (Optional<Figures> part : List.of(run.validation(), run.test())) {
      for (String figure : figures) {
        cells.add(part.map(k -> number(k.find(figure).orElse(Double.NaN))).orElse(""));
      }
    }
    cells.add(run.folder());
    cells.add(run.problem());
    cells.add(number(run.secondsPerEpoch()));
    return cells;
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private static void append(StringBuilder table, List<String> cells) {
    table.append(String.join(",", cells.stream().map(SweepCsv::cell).toList())).append('\n');
  }

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
