// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.sequencememory;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Test losses of one task, each seed's beside what is lost without a memory. */
final class LossTable {

  /** A cell remembers something if it loses less than half of what a model without memory does. */
  static final double SHARE = 0.5;

  private record Row(int parameters, double loss, double seconds) {}

  private final double trivial;
  private final Map<String, List<Row>> cells = new LinkedHashMap<>();

  LossTable(double trivial) {
    this.trivial = trivial;
  }

  void add(MemoryCell cell, int parameters, double loss, double seconds) {
    cells
        .computeIfAbsent(cell.name(), name -> new ArrayList<>())
        .add(new Row(parameters, loss, seconds));
  }

  /** Test losses by cell, in the order of the seeds. */
  Map<String, List<Double>> losses() {
    Map<String, List<Double>> losses = new LinkedHashMap<>();
    cells.forEach((name, rows) -> losses.put(name, rows.stream().map(Row::loss).toList()));
    return losses;
  }

  void print(PrintStream out) {
    out.printf(
        "%-16s %10s  %-30s %10s %6s%n",
        "", "parameters", "test loss, a seed each", "remembers", "s");
    out.printf(Locale.ROOT, "%-16s %10d  %-30.4f%n", "without memory", 0, trivial);
    cells.forEach(
        (name, rows) ->
            out.printf(
                Locale.ROOT,
                "%-16s %10d  %-30s %10s %6.1f%n",
                name,
                rows.get(0).parameters(),
                String.join(
                    " ",
                    rows.stream()
                        .map(row -> String.format(Locale.ROOT, "%8.2g", row.loss()))
                        .toList()),
                rows.stream().filter(row -> row.loss() < SHARE * trivial).count()
                    + " of "
                    + rows.size(),
                rows.stream().mapToDouble(Row::seconds).average().orElseThrow()));
  }
}
