// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.run.StorageFailure;
import dev.impetus.runtime.sweep.PlannedRun;
import dev.impetus.runtime.sweep.RunFailure;
import dev.impetus.runtime.sweep.RunLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Trains each run by this command in a process of its own, with the Java and class path of this.
 */
final class ChildProcesses implements RunLauncher {

  private static final long GRACE_SECONDS = 10;

  /** What 128 is added to when a signal ends a process. */
  private static final int SIGNALS = 128;

  private static final int KILLED = 9;

  private final List<String> command;
  private final List<String> pluginOptions;
  private final boolean allowChangedPlugins;
  private final Set<Process> running = new LinkedHashSet<>();
  private boolean stopped;

  /**
   * A launcher.
   *
   * @param command how this command is started
   * @param pluginOptions options that say where plugins come from
   * @param allowChangedPlugins whether runs go on although a plugin is another than before
   */
  ChildProcesses(List<String> command, List<String> pluginOptions, boolean allowChangedPlugins) {
    this.command = List.copyOf(command);
    this.pluginOptions = List.copyOf(pluginOptions);
    this.allowChangedPlugins = allowChangedPlugins;
  }

  @Override
  public Optional<RunFailure> launch(PlannedRun run, boolean resumes) {
    List<String> words = new ArrayList<>(command);
    if (resumes) {
      words.addAll(List.of("resume", run.folder().toString()));
      if (allowChangedPlugins) {
        words.add("--allow-changed-plugins");
      }
    } else {
      words.addAll(
          List.of("run", run.specification().toString(), "--out", run.folder().toString()));
    }
    words.addAll(List.of("--progress", "lines"));
    words.addAll(pluginOptions);
    Process process;
    long before;
    try {
      before = resumes && Files.exists(run.log()) ? Files.size(run.log()) : 0;
      ProcessBuilder.Redirect log =
          resumes
              ? ProcessBuilder.Redirect.appendTo(run.log().toFile())
              : ProcessBuilder.Redirect.to(run.log().toFile());
      synchronized (this) {
        if (stopped) {
          return Optional.empty();
        }
        process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log).start();
        running.add(process);
      }
    } catch (IOException e) {
      return Optional.of(
          new RunFailure(
              StorageFailure.of("the process of the run cannot be started", run.folder(), e)
                  .problems()));
    }
    int code = await(process);
    synchronized (this) {
      running.remove(process);
      if (stopped || code == 0) {
        return Optional.empty();
      }
    }
    return Optional.of(failure(run, before, code));
  }

  private static int await(Process process) {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        process.destroy();
      }
    }
  }

  /** What the process has said, or that it said nothing. */
  private static RunFailure failure(PlannedRun run, long before, int code) {
    List<Problem> problems = ProblemText.read(text(run.log(), before));
    if (!problems.isEmpty()) {
      return new RunFailure(problems);
    }
    int signal = code - SIGNALS;
    return new RunFailure(
        List.of(
            new Problem(
                ErrorKind.INTERNAL,
                signal == KILLED
                    ? "the process of the run was killed"
                    : "the process of the run ended with code " + code,
                run.folder().toString(),
                signal == KILLED
                    ? "somebody or the system killed it, most often because the memory ran out"
                    : "it gave no reason; the end of " + run.log().getFileName() + " may",
                signal == KILLED
                    ? "run fewer at a time (--jobs) or smaller batches; the sweep, started again, goes on with it"
                    : "see " + run.log() + "; the sweep, started again, goes on with it")));
  }

  /** What was added to a log. */
  private static String text(Path log, long before) {
    try {
      byte[] bytes = Files.readAllBytes(log);
      int from = (int) Math.min(before, bytes.length);
      return new String(bytes, from, bytes.length - from, OwnCommand.ENCODING);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void stop() {
    List<Process> ended;
    synchronized (this) {
      stopped = true;
      ended = List.copyOf(running);
    }
    ended.forEach(Process::destroy);
    for (Process process : ended) {
      try {
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
