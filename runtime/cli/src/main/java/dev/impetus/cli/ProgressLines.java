// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingState;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints the first and the last epoch and about twenty between them, for logs. */
final class ProgressLines implements TrainingListener {

  private static final int LINES = 20;

  private final PrintWriter out;
  private final int epochs;

  ProgressLines(PrintWriter out, int epochs) {
    this.out = out;
    this.epochs = epochs;
  }

  @Override
  public void epochEnded(EpochRecord epoch, TrainingState state) {
    int every = Math.max(1, epochs / LINES);
    if (epoch.epoch() == 1 || epoch.epoch() == epochs || epoch.epoch() % every == 0) {
      out.printf(Locale.ROOT, "epoch %d/%d  %s%n", epoch.epoch(), epochs, figures(epoch));
      out.flush();
    }
  }

  /** The figures that somebody who waits wants to see. */
  static String figures(EpochRecord epoch) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "loss %.4g", epoch.training().loss()));
    epoch
        .validation()
        .ifPresent(
            validation ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  validation %.4g%s",
                        validation.loss(),
                        epoch.best() ? " (best)" : "")));
    return text.toString();
  }
}
