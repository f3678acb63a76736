// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.beamdeflection;

import dev.impetus.model.data.Split;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Test errors of models and baselines, in the data's units. */
final class ErrorTable {

  private final Map<String, List<Double>> errors = new LinkedHashMap<>();
  private final Map<String, Integer> parameters = new LinkedHashMap<>();
  private final Map<String, double[]> work = new LinkedHashMap<>();

  void add(String model, int parameterCount, double error, WorkCount count, double seconds) {
    errors.computeIfAbsent(model, name -> new ArrayList<>()).add(error);
    parameters.put(model, parameterCount);
    double[] sums = work.computeIfAbsent(model, name -> new double[3]);
    sums[0] += count.forward();
    sums[1] += count.backward();
    sums[2] += seconds;
  }

  Map<String, Double> meanErrors() {
    Map<String, Double> means = new LinkedHashMap<>();
    errors.forEach((model, list) -> means.put(model, mean(list)));
    return means;
  }

  /** The models, then the baselines on the same test part. */
  void print(double[] readings, int window, PrintStream out) {
    BeamDataset data = new BeamDataset(readings, window);
    int from = data.target(Split.TEST, 0);
    int to = from + data.size(Split.TEST);
    out.printf(
        "%-22s %10s %22s %12s %12s %8s%n",
        "", "parameters", "test error (min-max)", "eval. fwd", "eval. bwd", "s");
    errors.forEach(
        (model, list) -> {
          double[] sums = work.get(model);
          int runs = list.size();
          out.printf(
              Locale.ROOT,
              "%-22s %10d %22s %12.0f %12.0f %8.1f%n",
              model,
              parameters.get(model),
              spread(list),
              sums[0] / runs,
              sums[1] / runs,
              sums[2] / runs);
        });
    baseline("nothing changes", 0, Baselines.persistence(readings, from, to), out);
    for (int order : new int[] {2, window}) {
      baseline(
          "linear, " + order + " readings",
          order + 1,
          Baselines.autoregression(readings, order, data.trainingEnd(), from, to),
          out);
    }
  }

  private static void baseline(String name, int parameterCount, double error, PrintStream out) {
    out.printf(Locale.ROOT, "%-22s %10d %22.1f%n", name, parameterCount, error);
  }

  private static String spread(List<Double> list) {
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f-%.1f)",
        mean(list),
        list.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        list.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  private static double mean(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
