// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.impetus.examples.benchmarks.measure.Case;
import dev.impetus.examples.benchmarks.measure.Check;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.TrainingStep;
import dev.impetus.examples.benchmarks.measure.Variant;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of one library in this process. It prepares, warms up, says {@code ready} on standard
 * output, and then does on each {@code repeat} what {@code peers/serve.py} does too: one
 * repetition, whose times are its answer. On {@code end} it tells how much memory it took.
 */
final class Worker {

  private static final String ROW = "--row";
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final PrintStream out;
  private final BufferedReader commands =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final double warmUpSeconds;
  private final double minimumSeconds;

  private Worker(PrintStream out, double warmUpSeconds, double minimumSeconds) {
    this.out = out;
    this.warmUpSeconds = warmUpSeconds;
    this.minimumSeconds = minimumSeconds;
  }

  /**
   * Serves one row.
   *
   * @param args workload, library, variant, seconds of warming up, least seconds of a repetition
   */
  public static void main(String[] args) {
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // SameDiff prints to standard output.
    System.setOut(System.err);
    Worker worker = new Worker(answers, Double.parseDouble(args[3]), Double.parseDouble(args[4]));
    Library library =
        Library.find(args[1])
            .orElseThrow(() -> new IllegalArgumentException(ROW + ": no library " + args[1]));
    Case prepared =
        Workloads.find(args[0])
            .orElseThrow(() -> new IllegalArgumentException(ROW + ": no workload " + args[0]))
            .prepare(library, Variant.parse(args[2]));
    worker.serve(prepared);
    // ND4J's threads would keep the process alive.
    System.exit(0);
  }

  private void serve(Case prepared) {
    List<Check> checks = new ArrayList<>(prepared.checks());
    Map<String, Object> ready = new LinkedHashMap<>();
    ready.put("event", "ready");
    ready.put("values", prepared.values());
    ready.put("gate", checks);
    boolean passed = checks.stream().allMatch(Check::passed);
    ready.put("status", passed ? "ready" : "gate failed");
    ready.put("steps", prepared.steps());
    ready.put("evaluations", prepared.evaluations());
    ready.put("denormals_flushed", flushesDenormals());
    ready.put("versions", Map.of("java", System.getProperty("java.version")));
    List<TrainingStep> steps = new ArrayList<>();
    if (passed) {
      double best = warmUp(prepared);
      ready.put("rss_before_timing_mib", Memory.forgetPeak());
      say(ready);
      if (prepared.training() == null) {
        repeatCalls(prepared.call(), (int) Math.max(1, Math.ceil(minimumSeconds / best)));
      } else {
        repeatSteps(prepared, steps);
        checks.addAll(prepared.training().checks(steps));
      }
    } else {
      say(ready);
    }
    Map<String, Object> end = new LinkedHashMap<>();
    end.put("event", "end");
    end.put("peak_rss_mib", Memory.peak());
    end.put("gate", checks);
    end.put("values", withLast(prepared.values(), steps));
    end.put("status", checks.stream().allMatch(Check::passed) ? "timed" : "gate failed");
    say(end);
  }

  private static Map<String, Object> withLast(
      Map<String, Object> values, List<TrainingStep> steps) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    if (!steps.isEmpty()) {
      TrainingStep last = steps.get(steps.size() - 1);
      all.put("last_loss", last.loss());
      all.put("last_nfe", last.forward());
      all.put(
          "nfe_mean",
          steps.stream().mapToDouble(TrainingStep::forward).average().orElse(Double.NaN));
      all.put(
          "nfe_backward_mean",
          steps.stream().mapToDouble(TrainingStep::backward).average().orElse(Double.NaN));
    }
    return all;
  }

  /** Calls, or trains, until the compilers have had their time; returns the best call's seconds. */
  private double warmUp(Case prepared) {
    Runnable call =
        prepared.training() == null ? prepared.call() : () -> prepared.training().train(step -> {});
    double best = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    int calls = 0;
    while (calls < 2 || System.nanoTime() - start < warmUpSeconds * 1e9) {
      long begin = System.nanoTime();
      call.run();
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
      calls++;
      if (prepared.training() != null && System.nanoTime() - start > warmUpSeconds * 1e9) {
        break;
      }
    }
    return Math.max(best, 1e-9);
  }

  private void repeatCalls(Runnable call, int calls) {
    while (wanted() > 0) {
      long processor = SYSTEM.getProcessCpuTime();
      long begin = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      sample(seconds / calls, (SYSTEM.getProcessCpuTime() - processor) / 1e9 / calls, calls, 0);
    }
  }

  private void repeatSteps(Case prepared, List<TrainingStep> steps) {
    Chunks chunks = new Chunks(prepared.training().steps(), steps);
    try {
      chunks.begin();
      prepared.training().train(chunks::ended);
    } catch (EnoughException e) {
      // The parent has said so; the steps that were made are checked.
    }
  }

  /** Trainings pause between repetitions, each of as many steps as the parent asks for. */
  private final class Chunks {
    private final int all;
    private final List<TrainingStep> steps;
    private int left;
    private int count;
    private long begin;
    private long processor;

    Chunks(int all, List<TrainingStep> steps) {
      this.all = all;
      this.steps = steps;
    }

    void begin() {
      left = wanted();
      if (left == 0) {
        throw new EnoughException();
      }
      count = 0;
      processor = SYSTEM.getProcessCpuTime();
      begin = System.nanoTime();
    }

    void ended(TrainingStep step) {
      steps.add(step);
      count++;
      left--;
      if (left == 0 || steps.size() == all) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        double used = (SYSTEM.getProcessCpuTime() - processor) / 1e9;
        sample(seconds / count, used / count, count, all - steps.size());
        begin();
      }
    }
  }

  /** Ends a training from inside. */
  private static final class EnoughException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EnoughException() {
      super("enough repetitions", null, false, false);
    }
  }

  private void sample(double seconds, double processorSeconds, int count, int left) {
    Map<String, Object> sample = new LinkedHashMap<>();
    sample.put("event", "sample");
    sample.put("seconds", seconds);
    sample.put("processor_seconds", processorSeconds);
    sample.put("count", count);
    sample.put("left", left);
    say(sample);
  }

  /** Steps of the next repetition (1 for calls), or 0 for the end. */
  private int wanted() {
    try {
      String line = commands.readLine();
      return line == null || !line.startsWith("repeat ")
          ? 0
          : Integer.parseInt(line.substring("repeat ".length()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(Map<String, Object> line) {
    out.println(Json.line(line));
  }

  private static boolean flushesDenormals() {
    float tiny = Float.parseFloat("1e-39");
    return tiny * 0.5f == 0;
  }
}
