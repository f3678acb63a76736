// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import java.util.Optional;

/** Trains runs, each so that its end does no harm to the others: in a process of its own. */
public interface RunLauncher {

  /**
   * Trains a run to its end; several threads call it at once.
   *
   * @param resumes whether the run was begun and goes on from its last checkpoint
   * @return why it failed; empty if it is finished, or was stopped
   */
  Optional<RunFailure> launch(PlannedRun run, boolean resumes);

  /** Ends what is running, and lets nothing begin. From any thread. */
  void stop();
}
