// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.run.Run;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingState;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Says at Ctrl-C how to go on. Every finished epoch is on disk before the next begins. */
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
                  "%nStopped after %d epochs. Go on with: impetus resume %s%n", epoch, folder);
              err.flush();
            },
            "impetus-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
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
