// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.examples.benchmarks.workloads.AllWorkloads;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    Results results =
        new Results(
            started(),
            Machine.describe(),
            settings.toJson(),
            new ArrayList<>(),
            new LinkedHashMap<>());
    long start = System.nanoTime();
    if (settings.extras()) {
      System.err.println("   0 s  start-up and allocation");
      results.extras().putAll(new StartUp(settings).measure(settings));
      results.extras().putAll(Allocation.measure(settings));
    }
    for (Row row : rows) {
      System.err.printf(
          Locale.ROOT,
          "%4.0f s  %d of %d  %s%n",
          (System.nanoTime() - start) / 1e9,
          results.rows().size() + 1,
          rows.size(),
          row.id());
      RowResult result = new Race(row, settings).run();
      results.rows().add(result);
      Progress.print(result);
      // After each row, so that an interrupted run keeps what it has.
      Publication.write(results, settings.out());
    }
    Publication.write(results, settings.out());
    for (Target target : Targets.of(results)) {
      if (target.isMeasured()) {
        System.out.printf(
            "%-50s %-38s %10s  %s%n",
            target.what(), target.goal(), target.text(), target.verdict());
      }
    }
    System.out.println("table, data and picture: " + settings.out());
    if (settings.publish()) {
      Publication.publish(results, settings.home());
    }
  }

  private static String started() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static List<Row> rows(Settings settings) {
    List<Row> rows = new ArrayList<>();
    for (Workload workload : AllWorkloads.list()) {
      workload.rows().stream().filter(row -> settings.wants(row.id())).forEach(rows::add);
    }
    return rows;
  }
}
