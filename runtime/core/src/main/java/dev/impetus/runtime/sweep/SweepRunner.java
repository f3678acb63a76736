// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.run.RunDirectory;
import dev.impetus.runtime.run.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains the runs of a sweep that are not finished, some at a time. A run that fails is recorded,
 * and the others go on; but if the first ones all fail for one reason that is not in their numbers,
 * such as a file that is not there, the rest is not begun.
 */
public final class SweepRunner {

  /** How long to wait for the process of a killed sweep to let go of its run. */
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private static final long PAUSE_MILLIS = 200;

  /** Runs that fail alike before it is taken that all do: with another seed one might not. */
  private static final int ALIKE = 2;

  private final SweepRuns runs;
  private final RunLauncher launcher;
  private final int jobs;
  private final SweepListener listener;
  private final long begin = System.nanoTime();
  private int left;
  private int ended;
  private double secondsOfEnded;
  private final List<Problem> failures = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * A runner.
   *
   * @param jobs most runs at a time, at least 1
   */
  public SweepRunner(SweepRuns runs, RunLauncher launcher, int jobs, SweepListener listener) {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs must be at least 1, but are " + jobs);
    }
    this.runs = runs;
    this.launcher = launcher;
    this.jobs = jobs;
    this.listener = listener;
  }

  /**
   * Trains until every run is finished or has failed, or {@link #stop} is called.
   *
   * @param retryFailed whether runs are tried again whose numbers failed; those that failed for
   *     another reason always are
   */
  public void run(boolean retryFailed) {
    List<PlannedRun> todo = new ArrayList<>();
    for (PlannedRun run : runs.runs()) {
      Optional<RunFailure> failure = SweepRuns.failure(run);
      boolean isDone =
          SweepRuns.state(run) == RunState.FINISHED
              || (failure.isPresent() && failure.get().isLasting() && !retryFailed);
      if (!isDone) {
        todo.add(run);
      }
    }
    left = todo.size();
    listener.begun(progress());
    ExecutorService threads = Executors.newFixedThreadPool(jobs, SweepRunner::thread);
    try {
      List<Future<?>> futures = new ArrayList<>();
      todo.forEach(run -> futures.add(threads.submit(() -> train(run))));
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      stop();
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "impetus-sweep");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the runs that are under way, and begins no more. From any thread. */
  public void stop() {
    stopped = true;
    launcher.stop();
  }

  private void train(PlannedRun run) {
    if (stopped) {
      return;
    }
    long start = System.nanoTime();
    try {
      Files.deleteIfExists(run.failure());
    } catch (IOException e) {
      throw StorageFailure.of("the run cannot be tried again", run.failure(), e);
    }
    boolean resumes = SweepRuns.state(run) == RunState.UNFINISHED;
    Optional<RunFailure> failure = resumes ? waitFor(run) : Optional.empty();
    if (failure.isEmpty()) {
      failure = launcher.launch(run, resumes);
    }
    if (stopped) {
      return;
    }
    failure.ifPresent(known -> known.write(run.failure()));
    synchronized (this) {
      double seconds = (System.nanoTime() - start) / 1e9;
      left--;
      ended++;
      secondsOfEnded += seconds;
      listener.ended(run, SweepRuns.state(run), seconds, progress());
      failure.ifPresent(known -> failures.add(known.first()));
      if (left > 0 && !stopped && allFailAlike()) {
        stopped = true;
        listener.stopped(left, failures.get(0));
      }
    }
    if (stopped) {
      stop();
    }
  }

  /** Whether every run so far failed for the same reason, which holds for the others too. */
  private boolean allFailAlike() {
    return failures.size() == ended
        && ended >= ALIKE
        && failures.stream().distinct().count() == 1
        && List.of(ErrorKind.STORAGE, ErrorKind.DATA, ErrorKind.CONFIGURATION, ErrorKind.PLUGIN)
            .contains(failures.get(0).kind())
        && runs.runs().stream().map(run -> run.setting().spec().data()).distinct().count() == 1;
  }

  /** The process of a killed sweep notices that it is alone, but not at once. */
  private Optional<RunFailure> waitFor(PlannedRun run) {
    long start = System.nanoTime();
    while (true) {
      try {
        RunDirectory.open(run.folder()).close();
        return Optional.empty();
      } catch (ImpetusException e) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          return Optional.of(new RunFailure(e.problems()));
        }
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  private SweepProgress progress() {
    int finished = runs.in(RunState.FINISHED).size();
    int failed = runs.in(RunState.FAILED).size();
    OptionalDouble remaining =
        ended == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(secondsOfEnded / ended * left / Math.min(jobs, Math.max(1, left)));
    return new SweepProgress(
        runs.runs().size(), finished, failed, left, (System.nanoTime() - begin) / 1e9, remaining);
  }
}
