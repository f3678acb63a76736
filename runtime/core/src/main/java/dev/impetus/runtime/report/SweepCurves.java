// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Learning curves of settings: means over the seeds, with a band of one deviation. */
final class SweepCurves {

  private static final int MOST_SETTINGS = 6;

  private final SweepSummary sweep;

  SweepCurves(SweepSummary sweep) {
    this.sweep = sweep;
  }

  /** Curves of the best settings, the best control among them. */
  List<String> all() {
    List<SettingRow> shown = shown();
    List<String> figures = new ArrayList<>();
    figures.add(plot("Validation " + sweep.figure(), shown, EpochRecord::validation));
    figures.add(plot("Training " + sweep.figure(), shown, e -> Optional.of(e.training())));
    return figures;
  }

  /** In the order of the table, so that colours go with it. */
  private List<SettingRow> shown() {
    Comparator<SettingRow> order =
        Comparator.comparingDouble(setting -> setting.validation(sweep.figure()).mean());
    order = sweep.higherIsBetter() ? order.reversed() : order;
    // Reversed, NaN would come first.
    order = Comparator.comparing(this::hasNoFigure).thenComparing(order);
    List<SettingRow> ranked =
        sweep.settings().stream().filter(SettingRow::isComplete).sorted(order).toList();
    List<SettingRow> chosen = new ArrayList<>();
    ranked.stream().filter(SettingRow::control).findFirst().ifPresent(chosen::add);
    for (SettingRow setting : ranked) {
      if (chosen.size() < MOST_SETTINGS && !chosen.contains(setting)) {
        chosen.add(setting);
      }
    }
    return sweep.settings().stream().filter(chosen::contains).toList();
  }

  private boolean hasNoFigure(SettingRow setting) {
    return setting.validation(sweep.figure()).count() == 0;
  }

  private String plot(
      String title, List<SettingRow> shown, Function<EpochRecord, Optional<Figures>> part) {
    List<Series> series = new ArrayList<>();
    for (SettingRow setting : shown) {
      // Seeds that stopped early end the mean: that of the others alone would be a step.
      int epochs = setting.runs().stream().mapToInt(run -> run.epochs().size()).min().orElse(0);
      List<Double> xs = new ArrayList<>();
      List<Double> means = new ArrayList<>();
      List<Double> deviations = new ArrayList<>();
      for (int epoch = 0; epoch < epochs; epoch++) {
        Spread spread = Spread.of(values(setting.runs(), epoch, part));
        xs.add(epoch + 1.0);
        means.add(spread.mean());
        deviations.add(spread.deviation());
      }
      series.add(
          new Series(
              setting.label() + (setting.control() ? " (control)" : ""),
              series.size() % Palette.SIZE,
              setting.control(),
              xs,
              means,
              deviations));
    }
    return new LinePlot(title, "epoch", sweep.figure(), sweep.figure().equals("loss"), series)
        .render();
  }

  private List<Double> values(
      List<RunRow> runs, int epoch, Function<EpochRecord, Optional<Figures>> part) {
    return runs.stream()
        .map(run -> RunRow.value(part.apply(run.epochs().get(epoch)), sweep.figure()))
        .toList();
  }
}
