// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.report.Spread;
import dev.impetus.runtime.report.SweepFindings;
import dev.impetus.runtime.report.SweepSummary;
import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import dev.impetus.runtime.sweep.Setting;
import dev.impetus.runtime.sweep.SweepPlan;
import java.io.PrintWriter;
import java.util.Locale;

/** Plans and results of sweeps for a terminal. */
final class SweepText {

  private final PrintWriter out;

  SweepText(PrintWriter out) {
    this.out = out;
  }

  /** What would be run. */
  void plan(SweepPlan plan) {
    out.println("sweep    " + plan.spec().title());
    for (Setting setting : plan.settings()) {
      out.println(
          "setting  "
              + setting.label()
              + (setting.control() ? setting.added() ? "  (control, added)" : "  (control)" : ""));
    }
    out.println("seeds    " + plan.spec().seeds().stream().map(String::valueOf).toList());
    plan.notes().forEach(note -> out.println("note     " + note));
    out.printf(
        Locale.ROOT,
        "runs     %d: %d settings with %d seeds%n",
        plan.runs(),
        plan.settings().size(),
        plan.spec().seeds().size());
    out.flush();
  }

  /** What came of it. */
  void results(SweepSummary sweep) {
    TextTable table =
        new TextTable(
            "setting",
            "",
            "runs",
            "validation " + sweep.figure(),
            "test " + sweep.figure(),
            "s per epoch");
    for (SettingRow setting : sweep.settings()) {
      Spread test = setting.test(sweep.figure());
      Spread validation = setting.validation(sweep.figure());
      long finished = setting.runs().stream().filter(RunRow::isFinished).count();
      table.row(
          setting.label(),
          setting.control() ? "control" : "",
          finished == setting.runs().size()
              ? "" + finished
              : finished + "/" + setting.runs().size(),
          spread(validation),
          spread(test),
          spread(setting.secondsPerEpoch()));
    }
    table.print(out);
    out.println();
    new SweepFindings(sweep).sentences().forEach(out::println);
    out.flush();
  }

  private static String spread(Spread spread) {
    if (spread.count() == 0) {
      return "";
    }
    String mean = String.format(Locale.ROOT, "%.4g", spread.mean());
    return spread.count() < 2
        ? mean
        : mean + " +- " + String.format(Locale.ROOT, "%.2g", spread.deviation());
  }
}
