// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.workprecision;

import dev.impetus.runtime.report.SolveSummary;
import dev.impetus.runtime.report.SolveSummary.Attempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** All results as Markdown and as JSON. */
final class ResultTable {

  private ResultTable() {}

  static String markdown(List<SolveSummary> results, List<String> notes) {
    StringBuilder text = new StringBuilder("# Work and precision\n");
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    for (SolveSummary summary : results) {
      text.append("\n## ").append(summary.problem().title()).append("\n\n");
      text.append("| solver | setting | error | evaluations | steps | time |\n");
      text.append("|---|---|---|---|---|---|\n");
      for (Attempt attempt : summary.attempts()) {
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d | %s | %s |%n",
                attempt.solver(),
                attempt.setting(),
                attempt.succeeded()
                    ? String.format(Locale.ROOT, "%.1e", attempt.error())
                    : attempt.status(),
                attempt.work().evaluations(),
                attempt.work().acceptedSteps() < 0 ? "" : attempt.work().acceptedSteps(),
                time(attempt.seconds())));
      }
    }
    return text.toString();
  }

  static String json(List<SolveSummary> results, List<String> notes) {
    List<Object> problems = new ArrayList<>();
    for (SolveSummary summary : results) {
      List<Object> solves = new ArrayList<>();
      for (Attempt attempt : summary.attempts()) {
        Map<String, Object> solve = new LinkedHashMap<>();
        solve.put("solver", attempt.solver());
        solve.put("setting", attempt.setting());
        solve.put("status", attempt.status());
        solve.put("error", attempt.succeeded() ? attempt.error() : null);
        solve.put("evaluations", attempt.work().evaluations());
        solve.put(
            "steps", attempt.work().acceptedSteps() < 0 ? null : attempt.work().acceptedSteps());
        solve.put("seconds", attempt.seconds());
        solve.put("repetitions", attempt.repetitions());
        solves.add(solve);
      }
      Map<String, Object> problem = new LinkedHashMap<>();
      problem.put("problem", summary.problem().id());
      problem.put("solves", solves);
      problems.add(problem);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("notes", notes);
    all.put("problems", problems);
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }

  static String time(double seconds) {
    return seconds < 1e-3
        ? String.format(Locale.ROOT, "%.3g µs", seconds * 1e6)
        : String.format(Locale.ROOT, "%.3g ms", seconds * 1e3);
  }
}
