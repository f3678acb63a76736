// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.solver.event.Event;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Optional;

/**
 * The result of a solve, whatever its end.
 *
 * <p>Where each row has its own steps ({@link BatchPolicy#PER_SAMPLE}), a row ends alone and the
 * others go on. The status is then that of the first row that failed; if none did, that of the
 * first row that an event stopped; else the end was reached. {@link #rows} has them all. Outputs
 * that a row did not reach are NaN in that row, and its state is the one at the time that it
 * reached.
 *
 * @param status how it ended
 * @param time the time that was reached, by the row named
 * @param state the state at that time: the last good one if the solve failed
 * @param row the row that failed or whose event stopped it; -1 if none
 * @param detail one sentence on a failure, with values; empty for a success
 * @param outputTimes the output times that were asked for
 * @param outputs the states at those output times that were reached, in the same order
 * @param rows how each row ended, where each has its own steps; else empty
 * @param events the events that happened, in the order of time
 * @param statistics the work
 * @param dense the solution as a function of time, if it was asked for
 */
public record Solution(
    SolveStatus status,
    double time,
    StateVector state,
    int row,
    String detail,
    double[] outputTimes,
    List<StateVector> outputs,
    List<RowOutcome> rows,
    List<Event> events,
    SolveStatistics statistics,
    Optional<DenseSolution> dense) {

  /** The state at an output time. */
  public StateVector output(int index) {
    return outputs.get(index);
  }

  /**
   * This solution if it is complete.
   *
   * @throws ImpetusException of kind {@link ErrorKind#NUMERICAL} that says what failed, at which
   *     time and row, why and what to do
   */
  public Solution orThrow() {
    if (status.isSuccess()) {
      return this;
    }
    throw new ImpetusException(
        new Problem(
            ErrorKind.NUMERICAL,
            "the solve ended early: " + status,
            "t = " + time + (row < 0 ? "" : ", row " + row),
            detail,
            status.advice()));
  }
}
