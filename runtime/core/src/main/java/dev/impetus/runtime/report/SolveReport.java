// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.SolveSummary.ProblemFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The report of solves of one problem, as a self-contained page. */
public final class SolveReport {

  private static final int MOST_END_VALUES = 8;

  private SolveReport() {}

  /** The page. */
  public static String render(SolveSummary summary) {
    ProblemFacts problem = summary.problem();
    Page page = new Page(problem.title(), facts(problem), problem.source());
    page.tiles(tiles(summary));
    page.paragraph(reference(summary));
    if (summary.ladder()) {
      page.figures(
          "Work and precision",
          WorkPrecision.plots(summary).stream().map(WorkPrecisionPlot::render).toList());
      page.paragraph(
          "A line is a solver, a point one of its tolerances; further down is more accurate, further"
              + " left is cheaper. A cross at the upper edge is a solve that failed, where its work is.");
    }
    if (summary.ladder()) {
      page.folded("All " + summary.attempts().size() + " solves", attempts(summary));
    } else {
      page.section("Solves", attempts(summary));
    }
    page.section("Failures", failures(summary));
    page.figures(
        summary.curves().isEmpty() ? "Solution" : "Solution by " + summary.curves().get(0).solver(),
        new SolutionPlots(summary).all());
    if (problem.size() <= MOST_END_VALUES) {
      page.section("Values at the end", endValues(summary));
    }
    page.heading("What was run");
    Table environment = new Table("", "");
    summary.environment().forEach(environment::row);
    page.folded("Environment", environment);
    return page.finish(
        "Impetus. Point at a line or a point to read its values. Bold: the smallest error.");
  }

  static String facts(ProblemFacts problem) {
    StringJoiner text = new StringJoiner(" · ");
    text.add(problem.id());
    for (Map.Entry<String, Object> option : problem.options().entrySet()) {
      Object value = option.getValue();
      text.add(
          option.getKey()
              + " "
              + (value instanceof Double number ? Numbers.format(number, 6) : value));
    }
    text.add(problem.size() == 1 ? "1 component" : problem.size() + " components");
    text.add(problem.stiff() ? "stiff" : "not stiff");
    text.add(
        "t = " + Numbers.format(problem.start(), 6) + " … " + Numbers.format(problem.end(), 6));
    return text.toString();
  }

  private static String reference(SolveSummary summary) {
    return summary
        .reference()
        .map(
            reference ->
                "Errors are the largest of a component at the end, relative to its scale plus its size, against "
                    + reference.description()
                    + uncertainty(reference.uncertainty()))
        .orElse("No reference is known, so no error is shown.");
  }

  private static String uncertainty(double uncertainty) {
    if (Double.isNaN(uncertainty)) {
      return ". Its own error is unknown: no coarser solve differs from it.";
    }
    return uncertainty > 0
        ? ". Its own error is about "
            + Numbers.format(uncertainty, 1)
            + ": smaller errors mean nothing."
        : ".";
  }

  private static List<Page.Tile> tiles(SolveSummary summary) {
    List<Page.Tile> tiles = new ArrayList<>();
    List<Attempt> good = summary.attempts().stream().filter(Attempt::succeeded).toList();
    tiles.add(new Page.Tile("solvers", Integer.toString(summary.solvers().size())));
    tiles.add(
        new Page.Tile(
            good.size() == summary.attempts().size() ? "solves" : "solves that reached the end",
            good.size() == summary.attempts().size()
                ? Integer.toString(good.size())
                : good.size() + " of " + summary.attempts().size()));
    good.stream()
        .filter(attempt -> Double.isFinite(attempt.error()))
        .min(Comparator.comparingDouble(Attempt::error))
        .ifPresent(
            attempt ->
                tiles.add(
                    new Page.Tile(
                        "smallest error, " + attempt.solver(),
                        Numbers.format(attempt.error(), 2))));
    return tiles;
  }

  private static Table attempts(SolveSummary summary) {
    boolean settings = summary.attempts().stream().anyMatch(a -> !a.setting().isEmpty());
    List<String> columns = new ArrayList<>(List.of("solver"));
    if (settings) {
      columns.add("setting");
    }
    columns.addAll(
        List.of(
            "status",
            "error",
            "steps",
            "rejected",
            "evaluations",
            "Jacobian products",
            "inner iterations",
            "time"));
    Table table = new Table(columns);
    for (Attempt attempt : summary.attempts()) {
      List<String> cells = new ArrayList<>(List.of(attempt.solver()));
      if (settings) {
        cells.add(attempt.setting());
      }
      cells.addAll(
          List.of(
              attempt.succeeded()
                  ? "reached the end"
                  : attempt.status() + " at t = " + Numbers.format(attempt.time()),
              attempt.succeeded() ? Numbers.format(attempt.error(), 2) : "–",
              count(attempt.work().acceptedSteps()),
              count(attempt.work().rejectedSteps()),
              count(attempt.work().evaluations()),
              count(attempt.work().jacobianVectorProducts()),
              count(attempt.work().innerIterations()),
              Numbers.time(attempt.seconds())));
      table.row(cells);
    }
    if (!summary.ladder()) {
      int shift = settings ? 1 : 0;
      emphasizeLeastError(table, summary, 2 + shift);
    }
    return table;
  }

  /** What another library does not count is negative. */
  private static String count(long number) {
    return number < 0 ? "–" : Long.toString(number);
  }

  private static void emphasizeLeastError(Table table, SolveSummary summary, int column) {
    double least =
        summary.attempts().stream()
            .mapToDouble(Attempt::error)
            .filter(Double::isFinite)
            .min()
            .orElse(Double.NaN);
    for (int i = 0; i < summary.attempts().size() && summary.attempts().size() > 1; i++) {
      if (summary.attempts().get(i).error() == least) {
        table.emphasize(i, column);
      }
    }
  }

  private static Table failures(SolveSummary summary) {
    Table table = new Table("solver", "why", "what to do");
    for (Attempt attempt : summary.failures()) {
      table.row(
          attempt.solver() + (attempt.setting().isEmpty() ? "" : ", " + attempt.setting()),
          attempt.detail().isEmpty() ? attempt.status() : attempt.detail(),
          attempt.advice());
    }
    return table;
  }

  private static Table endValues(SolveSummary summary) {
    List<String> columns = new ArrayList<>(List.of("by"));
    columns.addAll(summary.problem().components());
    Table table = new Table(columns);
    summary.reference().ifPresent(reference -> table.row(cells("reference", reference.values())));
    for (String solver : summary.solvers()) {
      List<Attempt> attempts = summary.of(solver).stream().filter(Attempt::succeeded).toList();
      if (!attempts.isEmpty()) {
        Attempt last = attempts.get(attempts.size() - 1);
        String name = last.setting().isEmpty() ? solver : solver + ", " + last.setting();
        table.row(cells(name, last.values()));
      }
    }
    return table;
  }

  private static List<String> cells(String name, List<Double> values) {
    List<String> cells = new ArrayList<>(List.of(name));
    values.forEach(value -> cells.add(Numbers.format(value, 10)));
    return cells;
  }
}
