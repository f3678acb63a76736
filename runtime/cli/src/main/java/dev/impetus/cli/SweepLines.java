// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.Problem;
import dev.impetus.runtime.run.RunResult;
import dev.impetus.runtime.sweep.PlannedRun;
import dev.impetus.runtime.sweep.RunState;
import dev.impetus.runtime.sweep.SweepListener;
import dev.impetus.runtime.sweep.SweepProgress;
import dev.impetus.runtime.sweep.SweepRuns;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints a line for each run of a sweep that ends. */
final class SweepLines implements SweepListener {

  private final PrintWriter out;
  private final String figure;

  SweepLines(PrintWriter out, String figure) {
    this.out = out;
    this.figure = figure;
  }

  @Override
  public void begun(SweepProgress progress) {
    if (progress.left() < progress.runs()) {
      out.printf(
          Locale.ROOT,
          "%d of %d runs are finished%s; %d are left%n",
          progress.finished(),
          progress.runs(),
          progress.failed() > 0 ? ", " + progress.failed() + " failed" : "",
          progress.left());
      out.flush();
    }
  }

  @Override
  public void ended(PlannedRun run, RunState state, double seconds, SweepProgress progress) {
    out.printf(
        Locale.ROOT,
        "[%d/%d] %s  %s  %s%s%n",
        progress.runs() - progress.left(),
        progress.runs(),
        run.label(),
        what(run, state),
        duration(seconds),
        progress.left() == 0
            ? ""
            : "  (since the start "
                + duration(progress.elapsed())
                + ", about "
                + duration(progress.remaining().orElse(0))
                + " left)");
    out.flush();
  }

  private String what(PlannedRun run, RunState state) {
    if (state != RunState.FINISHED) {
      return SweepRuns.failure(run)
          .map(failure -> "FAILED: " + failure.first().what())
          .orElse(state.name().toLowerCase(Locale.ROOT));
    }
    RunResult result = RunResult.read(run.folder().resolve("result.json"));
    StringBuilder text = new StringBuilder();
    result
        .validation()
        .ifPresent(v -> text.append(part("validation", v.find(figure).orElse(Double.NaN))));
    result.test().ifPresent(t -> text.append(part("  test", t.find(figure).orElse(Double.NaN))));
    return text.length() == 0 ? "finished" : figure + " " + text;
  }

  private static String part(String name, double value) {
    return String.format(Locale.ROOT, "%s %.4g", name, value);
  }

  @Override
  public void stopped(int left, Problem problem) {
    out.printf(
        Locale.ROOT,
        "Stopped: %d runs more would fail as the first ones did (%s). Started again, the sweep goes"
            + " on.%n",
        left,
        problem.what());
    out.flush();
  }

  /** A time span in one or two units. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole / 60 % 60 + " min";
  }
}
