// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.solve.SolveListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints a line for each solve of a ladder, but only where there is something to wait for. */
final class SolveProgress implements SolveListener {

  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final PrintWriter out;
  private final boolean ladder;
  private final long begin = System.nanoTime();

  SolveProgress(PrintWriter out, boolean ladder) {
    this.out = out;
    this.ladder = ladder;
  }

  @Override
  public void solved(Attempt attempt, int done, int all) {
    if (ladder && System.nanoTime() - begin > PATIENCE_NANOS) {
      out.printf(
          Locale.ROOT,
          "solve %d/%d  %s%s  %s, %d evaluations%n",
          done,
          all,
          attempt.solver(),
          attempt.setting().isEmpty() ? "" : ", " + attempt.setting(),
          attempt.succeeded() ? "reached the end" : attempt.status(),
          attempt.work().evaluations());
      out.flush();
    }
  }
}
