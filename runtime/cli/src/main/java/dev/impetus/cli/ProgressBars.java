// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingState;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a bar with the time that is left, on a terminal. */
final class ProgressBars implements TrainingListener, AutoCloseable {

  private final ProgressBar bar;

  /**
   * Shows the bar.
   *
   * @param done epochs of an earlier run that goes on
   */
  ProgressBars(int epochs, int done) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("")
            .setInitialMax(epochs)
            .setUnit(" epochs", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .startsFrom(done, Duration.ZERO)
            .build();
  }

  @Override
  public void epochEnded(EpochRecord epoch, TrainingState state) {
    bar.stepTo(epoch.epoch());
    bar.setExtraMessage(" " + figures(epoch));
  }

  /** Short, so that the bar has room on 80 columns. */
  private static String figures(EpochRecord epoch) {
    String training = String.format(Locale.ROOT, "loss %.3g", epoch.training().loss());
    return epoch
        .validation()
        .map(figures -> training + String.format(Locale.ROOT, " val %.3g", figures.loss()))
        .orElse(training);
  }

  @Override
  public void close() {
    bar.close();
  }
}
