// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.run.Run;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingState;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Says at Ctrl-C how to go on. It goes on after the last checkpoint. */
final class Interruption implements TrainingListener, AutoCloseable {

  private final Thread hook;
  private volatile int epoch;

  /**
   * Watches a run until it is closed.
   *
   * @param done epochs that were done before
   */
  Interruption(Run run, int done, PrintWriter err) {
    epoch = done;
    Path folder = run.directory().folder();
    hook =
        new Thread(
            () -> {
              err.printf(
                  "%nStopped after %d epochs. Go on %s with: impetus resume %s%n",
                  epoch, from(run), folder);
              err.flush();
            },
            "impetus-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** From where a run goes on when it is resumed. */
  static String from(Run run) {
    return run.savedEpoch() == 0 ? "from the beginning" : "after epoch " + run.savedEpoch();
  }

  @Override
  public void epochEnded(EpochRecord record, TrainingState state) {
    epoch = record.epoch();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook is at work.
      return;
    }
  }
}
