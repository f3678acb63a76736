// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.languagemodel;

import dev.impetus.runtime.report.Spread;
import dev.impetus.runtime.training.Figures;
import dev.impetus.runtime.training.TrainingResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Bits a token of n-grams and nets; of nets the mean and, with several seeds, the range. */
final class BitsTable {

  private record Net(int parameters, double validation, double test, double seconds) {}

  private final String unit;
  private final Map<String, List<Net>> nets = new LinkedHashMap<>();
  private final Map<Integer, double[]> counts = new LinkedHashMap<>();

  BitsTable(String unit) {
    this.unit = unit;
  }

  static double bits(Figures figures) {
    return figures.get("bits-per-character");
  }

  void addCounts(int order, double validation, double test) {
    counts.put(order, new double[] {validation, test});
  }

  void add(String net, int parameters, TrainingResult result) {
    nets.computeIfAbsent(net, name -> new ArrayList<>())
        .add(
            new Net(
                parameters,
                bits(result.validation().orElseThrow()),
                bits(result.test().orElseThrow()),
                result.seconds()));
  }

  /** Test bits of n-grams up to that order. */
  double ngrams(int order) {
    return counts.get(order)[1];
  }

  /** Mean test bits of the nets by name; NaN where those of a seed are not finite. */
  Map<String, Double> nets() {
    Map<String, Double> means = new LinkedHashMap<>();
    nets.forEach(
        (name, runs) -> {
          Spread bits = spread(runs, Net::test);
          means.put(name, bits.count() == runs.size() ? bits.mean() : Double.NaN);
        });
    return means;
  }

  void print(PrintStream out) {
    out.printf(
        "%-36s %10s %22s %22s %6s%n", "bits per " + unit, "parameters", "validation", "test", "s");
    counts.forEach(
        (order, bits) ->
            out.printf(
                Locale.ROOT,
                "%-36s %10s %22.3f %22.3f%n",
                order == 1 ? "single tokens" : order + "-grams, Witten-Bell",
                "",
                bits[0],
                bits[1]));
    nets.forEach(
        (name, runs) ->
            out.printf(
                Locale.ROOT,
                "%-36s %10d %22s %22s %6.0f%n",
                name,
                runs.get(0).parameters(),
                text(spread(runs, Net::validation), runs.size()),
                text(spread(runs, Net::test), runs.size()),
                spread(runs, Net::seconds).mean()));
  }

  private static Spread spread(List<Net> runs, ToDoubleFunction<Net> figure) {
    return Spread.of(runs.stream().mapToDouble(figure).boxed().toList());
  }

  private static String text(Spread spread, int runs) {
    if (spread.count() < runs) {
      return spread.count() + " of " + runs + " finite";
    }
    String mean = String.format(Locale.ROOT, "%.3f", spread.mean());
    return spread.count() == 1
        ? mean
        : String.format(Locale.ROOT, "%s (%.3f-%.3f)", mean, spread.least(), spread.most());
  }
}
