// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Case;
import dev.impetus.examples.benchmarks.measure.Check;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Variant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The call of any row that runs on the JVM, under JMH: {@code run --jmh} and what its profilers
 * see.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CaseBenchmark {

  /** A workload's name. */
  @Param("W2")
  public String workload;

  /** A library's name. */
  @Param("impetus")
  public String library;

  /** A variant's text. */
  @Param("gradient=training")
  public String variant;

  private Runnable call;

  /** For JMH. */
  public CaseBenchmark() {}

  /** Prepares the row; a row that misses its gate is not measured. */
  @Setup
  public void prepare() {
    Case prepared =
        Workloads.find(workload)
            .orElseThrow()
            .prepare(Library.find(library).orElseThrow(), Variant.parse(variant));
    List<Check> missed = prepared.checks().stream().filter(check -> !check.passed()).toList();
    if (!missed.isEmpty()) {
      throw new IllegalStateException("gate failed: " + missed);
    }
    call = prepared.call();
  }

  /** The call. */
  @Benchmark
  public void call() {
    call.run();
  }
}
