// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Seconds from the start of a process. {@code S-list}: until {@code impetus plugins list} has
 * ended. {@code S-first-step}: until {@code impetus run} of the command line's first example has
 * written the record of its first epoch, which is one training step more than asked for and a look
 * at the validation part.
 */
final class StartUp {

  private static final double PATIENCE_SECONDS = 120;

  private final Path launcher;
  private final Path example;

  StartUp(Settings settings) {
    Path top = settings.home().resolve("../..").normalize();
    launcher = top.resolve("runtime/dist/target/impetus/bin/impetus");
    example = top.resolve("examples/specs/nested-spheres-hbnode.yaml");
  }

  Map<String, Map<String, Object>> measure(Settings settings) {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    int repetitions = Math.min(7, settings.repetitions());
    if (settings.wants("S-list")) {
      rows.put("S-list", row(repetitions, this::list));
    }
    if (settings.wants("S-first-step")) {
      rows.put("S-first-step", row(Math.min(5, repetitions), this::firstEpoch));
    }
    return rows;
  }

  private interface Timed {
    double seconds() throws IOException;
  }

  private Map<String, Object> row(int repetitions, Timed timed) {
    Map<String, Object> row = new LinkedHashMap<>();
    if (!Files.isExecutable(launcher)) {
      row.put("reason", "no runtime/dist/target/impetus: mvn package builds it");
      return row;
    }
    try {
      timed.seconds();
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < repetitions; i++) {
        seconds.add(timed.seconds());
      }
      row.put("median_s", Statistics.median(seconds));
      row.put("samples_s", seconds);
    } catch (IOException e) {
      row.put("reason", e.getMessage());
    }
    return row;
  }

  private double list() throws IOException {
    return until(() -> false, List.of(launcher.toString(), "plugins", "list"));
  }

  private double firstEpoch() throws IOException {
    Path folder = Files.createTempDirectory("impetus-benchmark");
    try {
      Path run = folder.resolve("run");
      Path metrics = run.resolve("metrics.jsonl");
      return until(
          () -> isThere(metrics),
          List.of(
              launcher.toString(),
              "run",
              example.toString(),
              "--out",
              run.toString(),
              "--progress",
              "none"));
    } finally {
      delete(folder);
    }
  }

  /** Seconds until something holds, or else until the process ends; the process is ended then. */
  private static double until(BooleanSupplier enough, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(new File("/dev/null")));
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      while (process.isAlive() && !enough.getAsBoolean()) {
        Thread.sleep(1);
        if (System.nanoTime() - start > PATIENCE_SECONDS * 1e9) {
          throw new IOException("not there after " + PATIENCE_SECONDS + " s");
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (!process.isAlive() && process.exitValue() != 0) {
        throw new IOException(command.get(1) + " ended with " + process.exitValue());
      }
      return seconds;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroy();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean isThere(Path file) {
    try {
      return Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(StartUp::deleteOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
