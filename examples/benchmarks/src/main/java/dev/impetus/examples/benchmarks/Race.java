// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Row.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Times one row. All libraries prepare themselves at the same time, each in its own process; then
 * they take turns, so that a machine that becomes slower becomes slower for all of them, and ratios
 * are taken round by round.
 */
final class Race {

  private static final int CHUNKS = 20;

  private final Row row;
  private final Settings settings;

  Race(Row row, Settings settings) {
    this.row = row;
    this.settings = settings;
  }

  RowResult run() {
    double load = Machine.loadAverage();
    List<Runner> runners = new ArrayList<>();
    for (Entry entry : row.entries()) {
      if (settings.libraries().contains(entry.library())) {
        runners.add(new Runner(entry));
      }
    }
    runners.forEach(Runner::start);
    runners.forEach(Runner::awaitReady);
    for (int round = 0; runners.stream().anyMatch(Runner::wantsMore) && round < 1000; round++) {
      for (Runner runner : runners) {
        runner.repeat(round);
      }
    }
    runners.forEach(Runner::end);
    return new RowResult(row, load, runners.stream().map(Runner::result).toList());
  }

  /** One library's part. */
  private final class Runner {

    private final EntryResult result;
    private final Entry entry;
    private final boolean training = row.unit() == Unit.TRAINING_STEP;
    private WorkerProcess worker;
    private double spent;
    private boolean complete;
    private int chunk = 1;

    Runner(Entry entry) {
      this.entry = entry;
      this.result = new EntryResult(entry);
    }

    EntryResult result() {
      return result;
    }

    void start() {
      if (entry.library().isPython() && !WorkerProcess.exists(settings.python())) {
        result.stop("absent", "no " + settings.python() + "; peers/install puts the peers there");
        return;
      }
      try {
        worker = WorkerProcess.start(row.workload(), entry, settings);
      } catch (IOException e) {
        result.stop("absent", e.getMessage());
      }
    }

    void awaitReady() {
      if (worker == null) {
        return;
      }
      try {
        Map<String, Object> ready = worker.answer();
        result.facts().putAll(ready);
        if (!"ready".equals(ready.get("status"))) {
          result.stop(String.valueOf(ready.get("status")), String.valueOf(ready.get("reason")));
          close();
        }
      } catch (IOException e) {
        fail(e);
      }
    }

    boolean wantsMore() {
      return worker != null && !complete;
    }

    void repeat(int round) {
      if (!wantsMore()) {
        return;
      }
      try {
        worker.repeat(training ? chunk : 1);
        Map<String, Object> sample = worker.answer();
        if (!"sample".equals(sample.get("event"))) {
          throw new IOException("answered " + sample);
        }
        double processorSeconds = number(sample, "processor_seconds");
        double seconds = settings.processorTime() ? processorSeconds : number(sample, "seconds");
        double count = number(sample, "count");
        result.samples().put(round, seconds);
        result.processorSeconds().add(processorSeconds);
        result.addSteps(count);
        spent += number(sample, "seconds") * count;
        chunk = Math.max(1, result.allSteps(training, count, number(sample, "left")) / CHUNKS);
        boolean limit = entry.library() == Library.LIMIT;
        if (training && !limit) {
          complete = number(sample, "left") == 0 || spent > settings.trainingBudget();
        } else {
          complete = round + 1 >= settings.repetitions() || spent > settings.budget();
        }
      } catch (IOException e) {
        fail(e);
      }
    }

    void end() {
      if (worker == null) {
        return;
      }
      try {
        Map<String, Object> end = worker.end();
        result.facts().putAll(end);
        result.stop(String.valueOf(end.get("status")), "");
      } catch (IOException e) {
        fail(e);
      }
      close();
    }

    private void fail(IOException e) {
      result.stop("failed", e.getMessage());
      close();
    }

    private void close() {
      if (worker != null) {
        worker.close();
        worker = null;
      }
    }
  }

  private static double number(Map<String, Object> map, String name) {
    return ((Number) map.get(name)).doubleValue();
  }
}
