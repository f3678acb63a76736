// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Bytes that calls allocate after warming up, by JMH's garbage collector profiler. */
final class Allocation {

  /** Row of the table: workload and variant. */
  private static final Map<String, String[]> CALLS = new LinkedHashMap<>();

  static {
    CALLS.put("A-W2-training-step-float64", new String[] {"W2", "gradient=training"});
    CALLS.put("A-W2-training-step-float32", new String[] {"W2", "gradient=training dtype=float32"});
    CALLS.put("A-W2-gradient", new String[] {"W2", "gradient=discrete outputs=2"});
    CALLS.put("A-W0-vjp", new String[] {"W0", "what=vjp dtype=float32"});
    CALLS.put("A-W1-solve", new String[] {"W1", "mu=2 batch=256 dtype=float32"});
    CALLS.put("A-W5-solve", new String[] {"W5", "method=dopri5 rtol=1e-07"});
  }

  /** By its name, as it is compiled after this class. */
  private static final String BENCHMARK = Allocation.class.getPackageName() + ".CaseBenchmark.call";

  private Allocation() {}

  /** Bytes a call and microseconds a call, by row. */
  static Map<String, Map<String, Object>> measure(Settings settings) {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    CALLS.forEach(
        (row, call) -> {
          if (settings.wants(row)) {
            System.err.println("          " + row);
            rows.put(row, measure(call[0], call[1], settings));
          }
        });
    return rows;
  }

  private static Map<String, Object> measure(String workload, String variant, Settings settings) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("workload", workload);
    row.put("variant", variant);
    TimeValue second = new TimeValue(1, TimeUnit.SECONDS);
    try {
      RunResult result =
          new Runner(
                  new OptionsBuilder()
                      .include(BENCHMARK)
                      .param("workload", workload)
                      .param("variant", variant)
                      .addProfiler(GCProfiler.class)
                      .warmupIterations((int) Math.ceil(settings.warmUpSeconds()))
                      .warmupTime(second)
                      .measurementIterations(3)
                      .measurementTime(second)
                      .forks(1)
                      .verbosity(VerboseMode.SILENT)
                      .build())
              .runSingle();
      row.put("jmh_us", result.getPrimaryResult().getScore());
      result
          .getSecondaryResults()
          .forEach(
              (name, bytes) -> {
                if (name.endsWith("gc.alloc.rate.norm")) {
                  row.put("bytes", bytes.getScore());
                }
              });
    } catch (RunnerException e) {
      row.put("reason", e.getMessage());
    }
    return row;
  }
}
