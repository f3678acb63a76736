// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.runtime.report.Spread;
import dev.impetus.runtime.report.SweepFindings;
import dev.impetus.runtime.report.SweepSummary;
import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import dev.impetus.runtime.training.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A sweep for programs; null for a number that is not finite. */
public final class SweepJson {

  private SweepJson() {}

  static String of(SweepSummary sweep) {
    return JsonMapper.builder()
            .build()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(toMap(sweep))
        + "\n";
  }

  /** Title, findings, settings with means and deviations, and their runs. */
  public static Map<String, Object> toMap(SweepSummary sweep) {
    Map<String, Object> map = new LinkedHashMap<>();
    SweepFindings findings = new SweepFindings(sweep);
    map.put("title", sweep.title());
    map.put("data", sweep.data());
    map.put("figure", sweep.figure());
    map.put("higher-is-better", sweep.higherIsBetter());
    map.put("axes", List.copyOf(sweep.axes().keySet()));
    map.put("seeds", sweep.seeds());
    map.put("best", findings.best().map(SettingRow::label).orElse(null));
    map.put("findings", findings.sentences());
    map.put("notes", sweep.notes());
    List<String> figures = sweep.figures();
    map.put("settings", sweep.settings().stream().map(row -> setting(row, figures)).toList());
    map.put("differences", findings.differences().stream().map(SweepJson::difference).toList());
    return map;
  }

  private static Map<String, Object> difference(SweepFindings.Difference difference) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("setting", difference.setting().label());
    map.put("control", difference.control().label());
    map.put("seeds", difference.spread().count());
    map.put("mean", number(difference.spread().mean()));
    map.put("standard-error", number(difference.error()));
    map.put("half-interval", number(difference.halfInterval()));
    return map;
  }

  private static Map<String, Object> setting(SettingRow setting, List<String> figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", setting.label());
    map.put("variant", setting.variant());
    map.put("values", setting.values());
    map.put("control", setting.control());
    map.put("added", setting.added());
    Map<String, Object> validation = new LinkedHashMap<>();
    Map<String, Object> test = new LinkedHashMap<>();
    for (String figure : figures) {
      validation.put(figure, spread(setting.validation(figure)));
      test.put(figure, spread(setting.test(figure)));
    }
    map.put("validation", validation);
    map.put("test", test);
    map.put("seconds-per-epoch", spread(setting.secondsPerEpoch()));
    List<Map<String, Object>> runs = new ArrayList<>();
    setting.runs().forEach(run -> runs.add(run(run)));
    map.put("runs", runs);
    return map;
  }

  private static Map<String, Object> spread(Spread spread) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runs", spread.count());
    map.put("mean", number(spread.mean()));
    map.put("standard-deviation", number(spread.deviation()));
    map.put("least", number(spread.least()));
    map.put("most", number(spread.most()));
    return map;
  }

  private static Map<String, Object> run(RunRow run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seed", run.seed());
    map.put("state", run.state());
    map.put("folder", run.folder());
    if (!run.problem().isEmpty()) {
      map.put("problem", run.problem());
    }
    map.put("parameters", run.parameters());
    map.put("epochs", run.epochs().size());
    map.put("chosen-epoch", run.chosenEpoch());
    map.put("seconds", run.seconds());
    map.put("seconds-per-epoch", number(run.secondsPerEpoch()));
    run.validation().ifPresent(figures -> map.put("validation", figures(figures)));
    run.test().ifPresent(figures -> map.put("test", figures(figures)));
    return map;
  }

  private static Map<String, Object> figures(Figures figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("loss", number(figures.loss()));
    figures.metrics().forEach((name, value) -> map.put(name, number(value)));
    return map;
  }

  private static Object number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
