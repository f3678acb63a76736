// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.examples.benchmarks.workloads.AllWorkloads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command {@code examples/benchmarks/run}. */
public final class Benchmarks {

  private Benchmarks() {}

  /** Measures, and writes table, data and picture. */
  public static void main(String[] args) throws IOException {
    List<String> words = List.of(args);
    if (words.contains("--help")) {
      System.out.print(Settings.HELP);
      return;
    }
    Settings settings;
    try {
      settings = Settings.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println("run: " + e.getMessage() + " (run --help tells the options)");
      System.exit(1);
      return;
    }
    List<Row> rows = rows(settings);
    if (words.contains("--list")) {
      rows.forEach(row -> System.out.printf("%-26s %s%n", row.id(), row.title()));
      return;
    }
    List<RowResult> results = new ArrayList<>();
    long start = System.nanoTime();
    for (Row row : rows) {
      System.err.printf(
          Locale.ROOT,
          "%4.0f s  %d of %d  %s%n",
          (System.nanoTime() - start) / 1e9,
          results.size() + 1,
          rows.size(),
          row.id());
      RowResult result = new Race(row, settings).run();
      results.add(result);
      Progress.print(result);
    }
  }

  private static List<Row> rows(Settings settings) {
    List<Row> rows = new ArrayList<>();
    for (Workload workload : AllWorkloads.list()) {
      workload.rows().stream().filter(row -> settings.wants(row.id())).forEach(rows::add);
    }
    return rows;
  }
}
