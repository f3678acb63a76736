// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.report.SolveSummary;
import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.SolveSummary.ProblemFacts;
import dev.impetus.runtime.solve.NumberText;
import dev.impetus.runtime.solve.SolveResults;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Results of solves for a terminal. */
final class SolveText {

  /** Of a time. */
  static final int TIME_DIGITS = 6;

  private static final int MOST_COMPONENTS = 8;

  private final PrintWriter out;

  SolveText(PrintWriter out) {
    this.out = out;
  }

  void print(SolveResults results, Optional<Path> report) {
    SolveSummary summary = results.summary();
    ProblemFacts problem = summary.problem();
    out.printf(
        Locale.ROOT,
        "problem    %s, %d component%s, %sstiff, t = %s to %s%n",
        problem.title(),
        problem.size(),
        problem.size() == 1 ? "" : "s",
        problem.stiff() ? "" : "not ",
        NumberText.of(problem.start(), TIME_DIGITS),
        NumberText.of(problem.end(), TIME_DIGITS));
    summary
        .reference()
        .ifPresent(
            reference ->
                out.printf(
                    Locale.ROOT,
                    "reference  %s%s%n",
                    reference.description(),
                    uncertainty(reference.uncertainty())));
    out.println();
    printAttempts(summary);
    if (problem.size() <= MOST_COMPONENTS && !summary.ladder()) {
      printValues(summary);
    }
    report.ifPresent(path -> out.printf("%nreport     %s%n", path));
  }

  private static String uncertainty(double uncertainty) {
    if (Double.isNaN(uncertainty)) {
      return "; its error is unknown: no coarser solve differs from it";
    }
    return uncertainty > 0
        ? String.format(Locale.ROOT, "; its error is about %.0e", uncertainty)
        : "";
  }

  private void printAttempts(SolveSummary summary) {
    TextTable table =
        new TextTable(
            "solver",
            summary.ladder() ? "setting" : "",
            "status",
            "error",
            "steps",
            "rejected",
            "evaluations",
            "J products",
            "inner",
            "time");
    for (Attempt attempt : summary.attempts()) {
      table.row(
          attempt.solver(),
          attempt.setting(),
          attempt.succeeded()
              ? "reached the end"
              : attempt.status() + " at " + NumberText.of(attempt.time(), TIME_DIGITS),
          Double.isNaN(attempt.error()) ? "-" : String.format(Locale.ROOT, "%.1e", attempt.error()),
          Long.toString(attempt.work().acceptedSteps()),
          Long.toString(attempt.work().rejectedSteps()),
          Long.toString(attempt.work().evaluations()),
          Long.toString(attempt.work().jacobianVectorProducts()),
          Long.toString(attempt.work().innerIterations()),
          time(attempt.seconds()));
    }
    table.print(out);
  }

  private void printValues(SolveSummary summary) {
    List<String> components = summary.problem().components();
    TextTable table = new TextTable("at the end", components);
    summary.reference().ifPresent(reference -> table.row("reference", values(reference.values())));
    for (Attempt attempt : summary.attempts()) {
      if (attempt.succeeded()) {
        table.row(attempt.solver(), values(attempt.values()));
      }
    }
    out.println();
    table.print(out);
  }

  private static List<String> values(List<Double> values) {
    return values.stream().map(value -> String.format(Locale.ROOT, "%.10g", value)).toList();
  }

  /**
   * The solves that failed, in the four parts of every error; those of one solver that ended alike
   * as one.
   */
  static List<Problem> problems(SolveSummary summary) {
    Map<String, List<Attempt>> alike = new LinkedHashMap<>();
    for (Attempt attempt : summary.failures()) {
      alike
          .computeIfAbsent(attempt.solver() + " " + attempt.status(), key -> new ArrayList<>())
          .add(attempt);
    }
    return alike.values().stream().map(SolveText::problem).toList();
  }

  private static Problem problem(List<Attempt> alike) {
    Attempt first = alike.get(0);
    String where = first.solver();
    if (!first.setting().isEmpty()) {
      where += ", " + String.join(", ", alike.stream().map(Attempt::setting).toList());
    }
    return new Problem(
        ErrorKind.NUMERICAL,
        alike.size() == 1
            ? "the solve ended early: " + first.status()
            : alike.size() + " solves ended early: " + first.status(),
        where + (alike.size() == 1 ? ", t = " : ", the first at t = ") + first.time(),
        first.detail(),
        first.advice());
  }

  private static String time(double seconds) {
    return seconds < 1e-3
        ? String.format(Locale.ROOT, "%.3g us", seconds * 1e6)
        : seconds < 1
            ? String.format(Locale.ROOT, "%.3g ms", seconds * 1e3)
            : String.format(Locale.ROOT, "%.3g s", seconds);
  }
}
