// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.api.error.Problem;

/** Told how a sweep gets on, from one thread at a time. */
public interface SweepListener {

  /** Runs are about to begin. */
  default void begun(SweepProgress progress) {}

  /** A run has come to an end. */
  default void ended(PlannedRun run, RunState state, double seconds, SweepProgress progress) {}

  /**
   * No more runs are begun, as the first ones failed for the same reason and the others would too.
   *
   * @param left runs that are not trained
   * @param problem the reason
   */
  default void stopped(int left, Problem problem) {}
}
