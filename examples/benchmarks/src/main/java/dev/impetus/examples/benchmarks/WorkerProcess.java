// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The parent's end of a {@link Worker}, or of {@code peers/serve.py}. */
final class WorkerProcess implements AutoCloseable {

  private static final int LINES_KEPT = 20;

  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private final Deque<String> complaints = new ArrayDeque<>();

  private WorkerProcess(List<String> command, int threads) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String variable : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
      builder.environment().put(variable, Integer.toString(threads));
    }
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    if (Machine.givesHugePagesOnRequest()) {
      // What the JVMs get: torch's own allocator, and the C library's for everyone else.
      builder.environment().put("THP_MEM_ALLOC_ENABLE", "1");
      builder.environment().put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    }
    process = builder.start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    Thread drain = new Thread(this::keepComplaints, "complaints");
    drain.setDaemon(true);
    drain.start();
  }

  /** Starts a library's row; it prepares itself while others do. */
  static WorkerProcess start(String workload, Entry entry, Settings settings) throws IOException {
    List<String> command =
        entry.library().isPython()
            ? python(workload, entry, settings)
            : java(workload, entry, settings);
    return new WorkerProcess(command, settings.threads());
  }

  private static List<String> java(String workload, Entry entry, Settings settings) {
    List<String> command = new ArrayList<>(javaCommand());
    command.addAll(
        List.of(
            Worker.class.getName(),
            workload,
            entry.library().id(),
            entry.variant(),
            Double.toString(warmUp(entry, settings)),
            Double.toString(settings.minimumSeconds())));
    return command;
  }

  /** Limits are loops of a few lines, which are compiled soon. */
  private static double warmUp(Entry entry, Settings settings) {
    return entry.library() == Library.LIMIT
        ? Math.min(1, settings.warmUpSeconds())
        : settings.warmUpSeconds();
  }

  /** A JVM with this class path, one collector thread and, as {@code bin/impetus}, huge pages. */
  static List<String> javaCommand() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx2g", "-Dguice_bytecode_gen_option=DISABLED"));
    if (Machine.givesHugePagesOnRequest()) {
      command.add("-XX:+UseTransparentHugePages");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  private static List<String> python(String workload, Entry entry, Settings settings) {
    return List.of(
        settings.python().toString(),
        settings.home().resolve("peers/serve.py").toString(),
        "--library",
        entry.library().id(),
        "--workload",
        workload,
        "--variant",
        entry.variant(),
        "--threads",
        Integer.toString(settings.threads()),
        "--minimum-seconds",
        Double.toString(settings.minimumSeconds()));
  }

  /** Whether Python is there at all. */
  static boolean exists(Path python) {
    return Files.isExecutable(python);
  }

  /** The next answer; blocks. */
  Map<String, Object> answer() throws IOException {
    String line = answers.readLine();
    while (line != null && !line.startsWith("{")) {
      line = answers.readLine();
    }
    if (line == null) {
      throw new IOException("ended early: " + lastComplaint());
    }
    return Json.read(line);
  }

  /** Asks for a repetition of so many training steps (1 for calls). */
  void repeat(int steps) throws IOException {
    commands.write("repeat " + steps + "\n");
    commands.flush();
  }

  /** Asks for the last words. */
  Map<String, Object> end() throws IOException {
    commands.write("end\n");
    commands.flush();
    return answer();
  }

  private void keepComplaints() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (complaints) {
          complaints.add(line);
          if (complaints.size() > LINES_KEPT) {
            complaints.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lastComplaint() {
    try {
      Thread.sleep(Duration.ofMillis(200).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (complaints) {
      // A stack trace of Java begins with its message, one of Python ends with it.
      return complaints.stream()
          .filter(line -> line.startsWith("Exception in thread"))
          .findFirst()
          .orElse(complaints.isEmpty() ? "no message" : complaints.getLast());
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
