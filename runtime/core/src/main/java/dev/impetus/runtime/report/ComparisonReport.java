// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.training.Figures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Several runs side by side, as a self-contained page. */
public final class ComparisonReport {

  private ComparisonReport() {}

  /**
   * The page.
   *
   * @param title its heading
   * @param runs at least one run, in the order of the table; their names should differ
   */
  public static String render(String title, List<RunSummary> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("there is no run to show");
    }
    Set<String> data = new LinkedHashSet<>();
    runs.forEach(run -> data.add(run.data()));
    Page page = new Page(title, String.join(" · ", data));
    page.section("Results", table(runs));
    page.section("Errors in the data's units, test part", errors(runs));
    page.figures("Training", new EpochPlots(runs).all());
    page.figures("Predictions", overlays(runs));
    page.heading("What was run");
    runs.forEach(run -> page.folded(run.name(), run.specification()));
    return page.finish("Impetus. Point at a line to read its values. Bold: the best of a column.");
  }

  private static Table table(List<RunSummary> runs) {
    Set<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> run.test().ifPresent(f -> metrics.addAll(f.metrics().keySet())));
    List<String> columns = new ArrayList<>(List.of("run", "model", "parameters", "test loss"));
    metrics.forEach(metric -> columns.add("test " + metric));
    // Nets that solve nothing evaluate no vector field.
    List<String> measures =
        Stream.of("evaluations-forward", "evaluations-backward")
            .filter(m -> runs.stream().anyMatch(run -> EpochPlots.lastMeasure(run, m).isPresent()))
            .toList();
    measures.forEach(measure -> columns.add(EpochPlots.label(measure)));
    columns.addAll(List.of("epochs", "s per epoch", "time"));
    Table table = new Table(columns);
    for (RunSummary run : runs) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  run.name(),
                  run.model(),
                  Integer.toString(run.parameterCount()),
                  Numbers.format(run.test().map(Figures::loss).orElse(Double.NaN))));
      for (String metric : metrics) {
        cells.add(Numbers.format(run.test().map(f -> f.metrics().get(metric)).orElse(Double.NaN)));
      }
      for (String measure : measures) {
        cells.add(Numbers.format(EpochPlots.lastMeasure(run, measure).orElse(Double.NaN)));
      }
      cells.add(Integer.toString(run.epochs().size()));
      cells.add(Numbers.format(run.seconds() / Math.max(1, run.epochs().size())));
      cells.add(String.format(Locale.ROOT, "%s", Numbers.duration(run.seconds())));
      table.row(cells);
    }
    emphasizeLeast(table, runs, 3, run -> run.test().map(Figures::loss).orElse(Double.NaN));
    int first = 4 + metrics.size();
    for (int i = 0; i < measures.size(); i++) {
      String measure = measures.get(i);
      emphasizeLeast(
          table, runs, first + i, run -> EpochPlots.lastMeasure(run, measure).orElse(Double.NaN));
    }
    return table;
  }

  private static void emphasizeLeast(
      Table table,
      List<RunSummary> runs,
      int column,
      java.util.function.ToDoubleFunction<RunSummary> value) {
    double least =
        runs.stream().mapToDouble(value).filter(Double::isFinite).min().orElse(Double.NaN);
    for (int i = 0; i < runs.size() && runs.size() > 1; i++) {
      if (value.applyAsDouble(runs.get(i)) == least) {
        table.emphasize(i, column);
      }
    }
  }

  private static Table errors(List<RunSummary> runs) {
    Table table = new Table("run", "column", "root mean square error", "mean absolute error");
    for (RunSummary run : runs) {
      for (RunSummary.ColumnError error : run.errors()) {
        table.row(
            run.name(),
            error.column(),
            Numbers.format(error.rootMeanSquare()),
            Numbers.format(error.meanAbsolute()));
      }
    }
    return table;
  }

  /** Predictions of the runs over one truth, where all have pictures of the same samples. */
  private static List<String> overlays(List<RunSummary> runs) {
    List<String> figures = new ArrayList<>();
    List<Pictures.Sequence> first = runs.get(0).pictures().sequences();
    for (int i = 0; i < first.size(); i++) {
      Pictures.Sequence truth = first.get(i);
      List<Series> series = new ArrayList<>();
      series.add(Series.dashed("truth", 7, truth.xs(), truth.truth()));
      for (int run = 0; run < runs.size(); run++) {
        List<Pictures.Sequence> others = runs.get(run).pictures().sequences();
        if (i < others.size()
            && others.get(i).title().equals(truth.title())
            && others.get(i).truth().equals(truth.truth())) {
          series.add(
              Series.solid(
                  runs.get(run).name(),
                  run % Palette.SIZE,
                  others.get(i).xs(),
                  others.get(i).predicted()));
        }
      }
      figures.add(
          new LinePlot(truth.title(), truth.xLabel(), truth.yLabel(), false, series).render());
    }
    return figures;
  }
}
