// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** The report of a sweep, as a self-contained page. */
public final class SweepReport {

  private SweepReport() {}

  /** The page. */
  public static String render(SweepSummary sweep) {
    SweepFindings findings = new SweepFindings(sweep);
    Page page = new Page(sweep.title(), sweep.data(), facts(sweep));
    page.tiles(tiles(sweep, findings));
    page.heading("What it says");
    findings.sentences().forEach(page::paragraph);
    page.section("Settings", settings(sweep, findings));
    page.paragraph(
        "Mean ± sample standard deviation over the seeds."
            + (sweep.hasValidation() && sweep.hasTest()
                ? " Test figures are of the epoch that the validation part chose."
                : "")
            + (sweep.hasValidation() ? " Bold: the best setting by validation." : "")
            + " Times are of the machine that trained, validation included, and longer where runs"
            + " shared its processors.");
    Table differences = differences(findings);
    page.section("What the method brings in each setting", differences);
    if (!differences.isEmpty()) {
      page.paragraph(
          "Test "
              + sweep.figure()
              + " with the method minus that of the same setting and seed without it: mean over the"
              + " seeds, and its 95 % interval (Student's, of the differences). Nothing is chosen"
              + " here; but of many intervals one in twenty misses, too.");
    }
    page.section("Runs that did not come to an end", failures(sweep));
    SettingsPlot plot = new SettingsPlot(sweep, findings.best());
    page.figures("Seeds", sweep.figures().stream().map(plot::render).toList());
    if (sweep.settings().size() > SettingsPlot.MOST_ROWS) {
      page.paragraph(
          "There is no plot of every seed: "
              + sweep.settings().size()
              + " settings are more than the "
              + SettingsPlot.MOST_ROWS
              + " that it has room for. The table of all runs has them.");
    }
    List<String> maps = SweepMaps.all(sweep, findings.best());
    page.figures("Maps", maps.subList(0, Math.min(SweepMaps.MOST, maps.size())));
    if (maps.size() > SweepMaps.MOST) {
      page.paragraph(
          SweepMaps.MOST + " of " + maps.size() + " maps are shown; the table has all figures.");
    }
    page.figures("Learning curves", new SweepCurves(sweep).all());
    Table notes = new Table("note");
    sweep.notes().forEach(notes::row);
    page.section("Notes", notes);
    page.heading("What was run");
    page.folded("All " + runs(sweep) + " runs", runTable(sweep));
    page.folded("Sweep", sweep.specification());
    return page.finish("Impetus. Point at a line or a cell to read its values.");
  }

  private static int runs(SweepSummary sweep) {
    return sweep.settings().stream().mapToInt(setting -> setting.runs().size()).sum();
  }

  private static String facts(SweepSummary sweep) {
    StringJoiner text = new StringJoiner(" · ");
    text.add(sweep.settings().size() + " settings");
    text.add(sweep.seeds().size() + (sweep.seeds().size() == 1 ? " seed" : " seeds"));
    sweep
        .axes()
        .forEach((path, name) -> text.add(path + ": " + String.join(", ", values(sweep, path))));
    return text.toString();
  }

  /** Values of an axis, in the order of the settings. */
  static List<String> values(SweepSummary sweep, String path) {
    return sweep.settings().stream()
        .filter(setting -> setting.values().containsKey(path))
        .map(setting -> setting.values().get(path))
        .distinct()
        .toList();
  }

  private static List<Page.Tile> tiles(SweepSummary sweep, SweepFindings findings) {
    List<Page.Tile> tiles = new ArrayList<>();
    findings
        .best()
        .ifPresent(
            best -> {
              tiles.add(new Page.Tile("best by validation", best.label()));
              tiles.add(
                  sweep.hasTest()
                      ? new Page.Tile(
                          "its test " + sweep.figure(), best.test(sweep.figure()).text())
                      : new Page.Tile(
                          "its validation " + sweep.figure(),
                          best.validation(sweep.figure()).text()));
            });
    List<RunRow> all =
        sweep.settings().stream().flatMap(setting -> setting.runs().stream()).toList();
    long finished = all.stream().filter(RunRow::isFinished).count();
    tiles.add(
        new Page.Tile(
            finished == all.size() ? "runs" : "runs that came to an end",
            finished == all.size() ? "" + finished : finished + " of " + all.size()));
    tiles.add(
        new Page.Tile(
            "training time in all",
            Numbers.duration(all.stream().mapToDouble(RunRow::seconds).sum())));
    return tiles;
  }

  private static Table differences(SweepFindings findings) {
    Table table =
        new Table("setting", "its control", "seeds", "difference", "from", "to", "contains 0");
    for (SweepFindings.Difference difference : findings.differences()) {
      Spread spread = difference.spread();
      double half = difference.halfInterval();
      int wanted = difference.setting().runs().size();
      table.row(
          difference.setting().label(),
          difference.control().label(),
          spread.count() == wanted ? "" + wanted : spread.count() + " of " + wanted,
          Numbers.format(spread.mean(), 3),
          Numbers.format(spread.mean() - half, 3),
          Numbers.format(spread.mean() + half, 3),
          Double.isNaN(half) ? "–" : Math.abs(spread.mean()) <= half ? "yes" : "no");
    }
    return table;
  }

  private static Table settings(SweepSummary sweep, SweepFindings findings) {
    List<String> figures = testFigures(sweep);
    List<String> columns = new ArrayList<>(List.of("setting", "", "runs"));
    validationFigures(sweep).forEach(figure -> columns.add("validation " + figure));
    for (String figure : figures) {
      columns.add("test " + figure);
      columns.add("least");
      columns.add("most");
    }
    columns.addAll(List.of("parameters", "epochs", "s per epoch", "time a run"));
    Table table = new Table(columns);
    Optional<SettingRow> best = findings.best();
    int row = 0;
    for (SettingRow setting : sweep.settings()) {
      List<RunRow> finished = setting.runs().stream().filter(RunRow::isFinished).toList();
      List<String> cells = new ArrayList<>();
      cells.add(setting.label());
      cells.add(setting.control() ? setting.added() ? "control, added" : "control" : "");
      cells.add(
          finished.size() == setting.runs().size()
              ? "" + finished.size()
              : finished.size() + " of " + setting.runs().size());
      validationFigures(sweep).forEach(figure -> cells.add(setting.validation(figure).text()));
      for (String figure : figures) {
        Spread spread = setting.test(figure);
        cells.add(spread.text());
        cells.add(Numbers.format(spread.least()));
        cells.add(Numbers.format(spread.most()));
      }
      cells.add(finished.isEmpty() ? "–" : "" + finished.get(0).parameters());
      cells.add(
          Numbers.format(
              finished.stream().mapToInt(r -> r.epochs().size()).average().orElse(Double.NaN), 3));
      cells.add(setting.secondsPerEpoch().text());
      cells.add(
          finished.isEmpty()
              ? "–"
              : Numbers.duration(
                  finished.stream().mapToDouble(RunRow::seconds).average().orElse(0)));
      table.row(cells);
      if (best.isPresent() && best.get().label().equals(setting.label())) {
        for (int column = 0; column < columns.size(); column++) {
          table.emphasize(row, column);
        }
      }
      row++;
    }
    return table;
  }

  /** What settings are chosen by; all figures where there are no others. */
  private static List<String> validationFigures(SweepSummary sweep) {
    if (!sweep.hasValidation()) {
      return List.of();
    }
    return sweep.hasTest() ? List.of(sweep.figure()) : sweep.figures();
  }

  private static List<String> testFigures(SweepSummary sweep) {
    return sweep.hasTest() ? sweep.figures() : List.of();
  }

  private static Table failures(SweepSummary sweep) {
    Table table = new Table("setting", "seed", "state", "why");
    for (SettingRow setting : sweep.settings()) {
      for (RunRow run : setting.runs()) {
        if (!run.isFinished()) {
          table.row(setting.label(), "" + run.seed(), run.state(), run.problem());
        }
      }
    }
    return table;
  }

  private static Table runTable(SweepSummary sweep) {
    List<String> columns = new ArrayList<>(List.of("setting", "seed", "state"));
    validationFigures(sweep).forEach(figure -> columns.add("validation " + figure));
    testFigures(sweep).forEach(figure -> columns.add("test " + figure));
    columns.addAll(List.of("epochs", "chosen", "s per epoch", "time", "folder"));
    Table table = new Table(columns);
    for (SettingRow setting : sweep.settings()) {
      for (RunRow run : setting.runs()) {
        List<String> cells =
            new ArrayList<>(List.of(setting.label(), "" + run.seed(), run.state()));
        validationFigures(sweep)
            .forEach(figure -> cells.add(Numbers.format(run.validation(figure))));
        testFigures(sweep).forEach(figure -> cells.add(Numbers.format(run.test(figure))));
        cells.add("" + run.epochs().size());
        cells.add(run.isFinished() ? "" + run.chosenEpoch() : "–");
        cells.add(Numbers.format(run.secondsPerEpoch()));
        cells.add(Numbers.duration(run.seconds()));
        cells.add(run.folder());
        table.row(cells);
      }
    }
    return table;
  }
}
