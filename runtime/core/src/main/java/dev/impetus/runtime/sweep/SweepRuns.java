// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a sweep in its folder.
 *
 * @param runs those that the plan wants, in its order
 * @param others folders of runs that it does not want: of an earlier grid, or another base
 */
public record SweepRuns(List<PlannedRun> runs, List<Path> others) {

  /** Copies the lists. */
  public SweepRuns {
    runs = List.copyOf(runs);
    others = List.copyOf(others);
  }

  /** Where a run stands. */
  public static RunState state(PlannedRun run) {
    if (Files.exists(run.folder().resolve("result.json"))) {
      return RunState.FINISHED;
    }
    if (Files.exists(run.failure())) {
      return RunState.FAILED;
    }
    return Files.exists(run.folder().resolve("spec.yaml")) ? RunState.UNFINISHED : RunState.NEW;
  }

  /** Why a run failed, if it did. */
  public static Optional<RunFailure> failure(PlannedRun run) {
    return state(run) == RunState.FAILED ? RunFailure.read(run.failure()) : Optional.empty();
  }

  /** Runs in a state. */
  public List<PlannedRun> in(RunState state) {
    return runs.stream().filter(run -> state(run) == state).toList();
  }
}
