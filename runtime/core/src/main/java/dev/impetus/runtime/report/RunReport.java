// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of one run, as a self-contained page. */
public final class RunReport {

  private RunReport() {}

  /** The page. */
  public static String render(RunSummary run) {
    return render(run, StepGradients.NONE);
  }

  /** The page, with the gradients of a sequence's steps where they were recorded. */
  public static String render(RunSummary run, StepGradients gradients) {
    Page page = new Page(run.model() + ": " + run.name(), run.data(), run.ending());
    page.tiles(tiles(run));
    page.section("Result", result(run));
    Table notes = new Table("what is missing");
    run.notes().forEach(notes::row);
    page.section("Notes", notes);
    page.section("Errors in the data's units, test part", errors(run));
    page.figures("Training", new EpochPlots(List.of(run)).all());
    page.figures("Gradients along the sequences", gradients.figures());
    page.figures(
        run.pictures().part().isEmpty()
            ? "Predictions"
            : "Predictions, " + run.pictures().part() + " part",
        PicturePlots.all(run.pictures()));
    run.generated()
        .ifPresent(
            text ->
                page.text(
                    "Generated text",
                    "What the model writes without a prompt, at temperature 0.8.",
                    text));
    page.heading("What was run");
    page.folded("Parameters (" + run.parameterCount() + ")", parameters(run));
    page.folded("Plugins", plugins(run));
    page.folded("Specification", run.specification());
    Table environment = new Table("", "");
    run.environment().forEach(environment::row);
    page.folded("Environment", environment);
    return page.finish("Impetus. Point at a line to read its values.");
  }

  private static List<Page.Tile> tiles(RunSummary run) {
    List<Page.Tile> tiles = new ArrayList<>();
    run.test().ifPresent(f -> tiles.add(new Page.Tile("test loss", Numbers.format(f.loss()))));
    run.test()
        .ifPresent(
            f ->
                f.metrics()
                    .forEach((n, v) -> tiles.add(new Page.Tile("test " + n, Numbers.format(v)))));
    tiles.add(
        new Page.Tile(
            "epochs; chosen: " + run.chosenEpoch(), Integer.toString(run.epochs().size())));
    tiles.add(new Page.Tile("training time", Numbers.duration(run.seconds())));
    tiles.add(new Page.Tile("parameters", String.format(Locale.ROOT, "%,d", run.parameterCount())));
    run.facts().forEach((name, value) -> tiles.add(new Page.Tile(name, value)));
    return tiles;
  }

  private static Table result(RunSummary run) {
    List<String> columns = new ArrayList<>(List.of("part", "loss"));
    List<String> metrics = new ArrayList<>();
    run.test().or(run::validation).ifPresent(f -> metrics.addAll(f.metrics().keySet()));
    List<String> measures = new ArrayList<>();
    run.test().or(run::validation).ifPresent(f -> measures.addAll(f.measures().keySet()));
    columns.addAll(metrics);
    measures.forEach(measure -> columns.add(EpochPlots.label(measure)));
    Table table = new Table(columns);
    run.validation().ifPresent(f -> table.row(cells("validation", f, metrics, measures)));
    run.test().ifPresent(f -> table.row(cells("test", f, metrics, measures)));
    return table;
  }

  private static List<String> cells(
      String part,
      dev.impetus.runtime.training.Figures figures,
      List<String> metrics,
      List<String> measures) {
    List<String> cells = new ArrayList<>(List.of(part, Numbers.format(figures.loss())));
    metrics.forEach(
        name -> cells.add(Numbers.format(figures.metrics().getOrDefault(name, Double.NaN))));
    measures.forEach(
        name -> cells.add(Numbers.format(figures.measures().getOrDefault(name, Double.NaN))));
    return cells;
  }

  private static Table errors(RunSummary run) {
    Table table = new Table("column", "root mean square error", "mean absolute error");
    for (RunSummary.ColumnError error : run.errors()) {
      table.row(
          error.column(),
          Numbers.format(error.rootMeanSquare()),
          Numbers.format(error.meanAbsolute()));
    }
    return table;
  }

  private static Table parameters(RunSummary run) {
    Table table = new Table("name", "shape", "numbers");
    run.parameters().forEach(p -> table.row(p.name(), p.shape(), Integer.toString(p.size())));
    return table;
  }

  private static Table plugins(RunSummary run) {
    Table table = new Table("kind", "id", "version", "jar", "SHA-256");
    run.plugins().forEach(p -> table.row(p.kind(), p.id(), p.version(), p.jar(), p.sha256()));
    return table;
  }
}
