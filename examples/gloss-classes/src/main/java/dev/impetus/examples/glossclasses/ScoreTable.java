// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import dev.impetus.runtime.report.Spread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Scores on the test part; with several seeds the mean and the range. */
final class ScoreTable {

  private record Row(int parameters, Scores scores, double seconds) {}

  private final Map<String, List<Row>> rows = new LinkedHashMap<>();

  void add(String name, int parameters, Scores scores, double seconds) {
    rows.computeIfAbsent(name, row -> new ArrayList<>()).add(new Row(parameters, scores, seconds));
  }

  /** Mean scores by name. */
  Map<String, Scores> means() {
    Map<String, Scores> means = new LinkedHashMap<>();
    rows.forEach(
        (name, runs) ->
            means.put(
                name,
                new Scores(
                    spread(runs, row -> row.scores().macroF1()).mean(),
                    spread(runs, row -> row.scores().accuracy()).mean())));
    return means;
  }

  void print(PrintStream out) {
    out.printf(
        "%-36s %10s %22s %22s %6s%n", "test part", "parameters", "macro-F1", "accuracy", "s");
    rows.forEach(
        (name, runs) ->
            out.printf(
                Locale.ROOT,
                "%-36s %10d %22s %22s %6.1f%n",
                name,
                runs.get(0).parameters(),
                text(spread(runs, row -> row.scores().macroF1())),
                text(spread(runs, row -> row.scores().accuracy())),
                spread(runs, Row::seconds).mean()));
  }

  private static Spread spread(List<Row> runs, ToDoubleFunction<Row> figure) {
    return Spread.of(runs.stream().mapToDouble(figure).boxed().toList());
  }

  private static String text(Spread spread) {
    String mean = String.format(Locale.ROOT, "%.3f", spread.mean());
    return spread.count() == 1
        ? mean
        : String.format(Locale.ROOT, "%s (%.3f-%.3f)", mean, spread.least(), spread.most());
  }
}
