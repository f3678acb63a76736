// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.report.SweepSummary.SettingRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Heat maps of the settings of a sweep over the two values that are varied. */
final class SweepMaps {

  /** Most maps on a page. */
  static final int MOST = 8;

  /** Ratio of largest to smallest mean from which colours are logarithmic. */
  private static final double WIDE = 20;

  private final SweepSummary sweep;
  private final Optional<SettingRow> best;
  private final String xPath;
  private final String yPath;

  private SweepMaps(SweepSummary sweep, Optional<SettingRow> best, String xPath, String yPath) {
    this.sweep = sweep;
    this.best = best;
    this.xPath = xPath;
    this.yPath = yPath;
  }

  /**
   * A map for each figure and each combination of what else is varied; none without two axes, or
   * where no two cells stand beside and no two above each other. All of them: whoever shows fewer
   * has to say so.
   */
  static List<String> all(SweepSummary sweep, Optional<SettingRow> best) {
    List<String> varied =
        sweep.axes().keySet().stream()
            .filter(path -> SweepReport.values(sweep, path).size() > 1)
            .toList();
    if (varied.size() < 2) {
      return List.of();
    }
    // What switches the method off is upright: its control is the bottom row.
    SweepMaps maps = new SweepMaps(sweep, best, varied.get(1), varied.get(0));
    List<String> figures = new ArrayList<>();
    for (Map.Entry<String, List<SettingRow>> group : maps.groups(varied).entrySet()) {
      if (!maps.isPlane(group.getValue())) {
        continue;
      }
      if (sweep.hasValidation()) {
        figures.add(maps.map(group.getKey(), group.getValue(), sweep.figure(), true));
      }
      for (String figure : sweep.hasTest() ? sweep.figures() : List.<String>of()) {
        figures.add(maps.map(group.getKey(), group.getValue(), figure, false));
      }
    }
    return figures;
  }

  /** Settings that differ in nothing but the two axes, by what they have in common. */
  private Map<String, List<SettingRow>> groups(List<String> varied) {
    Map<String, List<SettingRow>> groups = new LinkedHashMap<>();
    for (SettingRow setting : sweep.settings()) {
      if (!setting.values().containsKey(xPath) || !setting.values().containsKey(yPath)) {
        continue;
      }
      List<String> words = new ArrayList<>();
      if (!setting.variant().isEmpty()) {
        words.add(setting.variant());
      }
      for (String path : varied.subList(2, varied.size())) {
        words.add(sweep.axes().get(path) + " " + setting.values().getOrDefault(path, "–"));
      }
      groups.computeIfAbsent(String.join(", ", words), g -> new ArrayList<>()).add(setting);
    }
    return groups;
  }

  private boolean isPlane(List<SettingRow> settings) {
    int columns = values(settings, xPath).size();
    int rows = values(settings, yPath).size();
    return settings.size() > Math.max(rows, columns);
  }

  private String map(String group, List<SettingRow> settings, String figure, boolean validation) {
    List<String> columns = values(settings, xPath);
    List<String> rows = values(settings, yPath);
    double[] values = new double[columns.size() * rows.size()];
    java.util.Arrays.fill(values, Double.NaN);
    List<String> texts = new ArrayList<>(java.util.Collections.nCopies(values.length, ""));
    Set<Integer> controlRows = new TreeSet<>();
    Set<Integer> controlColumns = new TreeSet<>();
    Optional<HeatMap.Best> mark = Optional.empty();
    for (SettingRow setting : settings) {
      int column = columns.indexOf(setting.values().get(xPath));
      int row = rows.indexOf(setting.values().get(yPath));
      int cell = row * columns.size() + column;
      Spread spread = validation ? setting.validation(figure) : setting.test(figure);
      values[cell] = spread.mean();
      texts.set(cell, text(setting, spread));
      if (best.isPresent() && best.get().label().equals(setting.label())) {
        mark = Optional.of(new HeatMap.Best(cell, "best by validation"));
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      if (isControl(settings, yPath, rows.get(row))) {
        controlRows.add(row);
      }
    }
    for (int column = 0; column < columns.size(); column++) {
      if (isControl(settings, xPath, columns.get(column))) {
        controlColumns.add(column);
      }
    }
    String part = validation ? "validation" : "test";
    return new HeatMap(
            (group.isEmpty() ? "" : group + ": ")
                + part
                + " "
                + figure
                + ", mean ± deviation of seeds",
            HeatAxis.named(xPath, columns).marking(controlColumns, "control"),
            HeatAxis.named(yPath, rows).marking(controlRows, "control"),
            scale(part + " " + figure, values),
            values,
            texts,
            mark)
        .render();
  }

  private static List<String> values(List<SettingRow> settings, String path) {
    return settings.stream().map(setting -> setting.values().get(path)).distinct().toList();
  }

  private static boolean isControl(List<SettingRow> settings, String path, String value) {
    return settings.stream()
        .filter(setting -> setting.values().get(path).equals(value))
        .allMatch(SettingRow::control);
  }

  private static String text(SettingRow setting, Spread spread) {
    int runs = setting.runs().size();
    if (spread.count() == 0) {
      return "0 of " + runs;
    }
    String mean = Numbers.format(spread.mean(), 3);
    String deviation = spread.count() < 2 ? "" : "\n± " + Numbers.format(spread.deviation(), 2);
    return mean + deviation + (spread.count() < runs ? "\n" + spread.count() + " of " + runs : "");
  }

  private static HeatScale scale(String label, double[] values) {
    double least = DoubleStream.of(values).filter(Double::isFinite).min().orElse(0);
    double most = DoubleStream.of(values).filter(Double::isFinite).max().orElse(0);
    return least > 0 && most > WIDE * least
        ? HeatScale.logarithmic(label)
        : HeatScale.linear(label);
  }
}
