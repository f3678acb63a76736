// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.runtime.report.SolveSummary;
import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.SolveSummary.Curve;
import dev.impetus.runtime.report.SolveSummary.ProblemFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results for programs: maps, lists, texts, numbers; null for a number that is not finite. */
public final class SolveJson {

  private SolveJson() {}

  /** Everything but the curves of the report. */
  public static Map<String, Object> of(SolveResults results) {
    SolveSummary summary = results.summary();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("problem", problem(summary.problem()));
    summary
        .reference()
        .ifPresent(
            reference -> {
              Map<String, Object> facts = new LinkedHashMap<>();
              facts.put("description", reference.description());
              facts.put("uncertainty", number(reference.uncertainty()));
              facts.put("values", numbers(reference.values()));
              map.put("reference", facts);
            });
    List<Object> solves = new ArrayList<>();
    for (int i = 0; i < summary.attempts().size(); i++) {
      Map<String, Object> solve = solve(summary.attempts().get(i));
      Curve output = results.outputs().get(i);
      if (output.times().size() > 1) {
        solve.put("times", numbers(output.times()));
        solve.put("outputs", output.values().stream().map(SolveJson::numbers).toList());
      }
      solves.add(solve);
    }
    map.put("solves", solves);
    map.put("environment", summary.environment());
    map.put("notes", results.notes());
    return map;
  }

  private static Map<String, Object> problem(ProblemFacts problem) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", problem.id());
    map.put("title", problem.title());
    map.put("options", problem.options());
    map.put("components", problem.components());
    map.put("stiff", problem.stiff());
    map.put("start", problem.start());
    map.put("end", problem.end());
    map.put("source", problem.source());
    return map;
  }

  private static Map<String, Object> solve(Attempt attempt) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("solver", attempt.solver());
    map.put("setting", attempt.setting());
    map.put("status", attempt.status());
    map.put("time", number(attempt.time()));
    if (!attempt.succeeded()) {
      map.put("detail", attempt.detail());
      map.put("advice", attempt.advice());
    }
    map.put("error", number(attempt.error()));
    map.put("values", numbers(attempt.values()));
    map.put("accepted", attempt.work().acceptedSteps());
    map.put("rejected", attempt.work().rejectedSteps());
    map.put("evaluations", attempt.work().evaluations());
    map.put("jacobian-products", attempt.work().jacobianVectorProducts());
    map.put("inner-iterations", attempt.work().innerIterations());
    map.put("failed-inner-solves", attempt.work().failedInnerSolves());
    map.put("seconds", number(attempt.seconds()));
    map.put("repetitions", attempt.repetitions());
    return map;
  }

  private static Object number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static List<Object> numbers(List<Double> values) {
    List<Object> list = new ArrayList<>();
    values.forEach(value -> list.add(number(value)));
    return list;
  }
}
