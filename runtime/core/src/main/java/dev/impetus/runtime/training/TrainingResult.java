// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Optional;

/**
 * What came of a training.
 *
 * @param parameters the chosen parameters, which the model now has: those of the epoch that was
 *     best on the validation part, or the last ones if there is no such part
 * @param chosenEpoch the epoch that they are from
 * @param epochs epochs done
 * @param reason why it ended
 * @param validation figures of the chosen parameters on the validation part
 * @param test figures of the chosen parameters on the test part, which nothing was chosen on
 * @param seconds time spent, interruptions left out
 * @param notes figures that are missing, and why: a solve on that part failed
 */
public record TrainingResult(
    StateVector parameters,
    int chosenEpoch,
    int epochs,
    StopReason reason,
    Optional<Figures> validation,
    Optional<Figures> test,
    double seconds,
    List<String> notes) {

  /** Copies the notes. */
  public TrainingResult {
    notes = List.copyOf(notes);
  }
}
