// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.ode.CompiledField;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * One observation of a sequence: the state takes in the input, {@code z ← G(z, x)}, and evolves
 * over the gap to the next one. Rows that are masked at this step do neither.
 */
final class Observation {

  private final int index;
  private final boolean updateFirst;
  private final Part update;
  private final Part field;
  private final Evaluation evaluation;
  private final VectorField rate;
  private final OdeSolver solver;
  private final OdeSession session;
  private final Work work;

  private final RowScalar start;
  private final RowScalar gap;
  private final RowMask masked;
  private final StateVector input;
  private final StateVector between;
  private final StateVector betweenCotangent;
  private final StateVector updatedCotangent;
  private final StateVector zeros;
  private final StateVector[] arguments = new StateVector[2];
  private final StateVector[] results = new StateVector[1];

  /**
   * Work space for one batch.
   *
   * @param shape rows × state width
   */
  Observation(
      int index,
      boolean updateFirst,
      Part update,
      Part field,
      OdeSolver solver,
      Work work,
      StateVector shape,
      int inputs) {
    this.index = index;
    this.updateFirst = updateFirst;
    this.update = update;
    this.field = field;
    this.work = work;
    int rows = shape.rows();
    Precision precision = shape.precision();
    start = RowScalar.perRow(rows);
    gap = RowScalar.perRow(rows);
    masked = RowMask.perRow(rows);
    input = StateVector.zeros(precision, rows, inputs);
    between = shape.newLike();
    betweenCotangent = shape.newLike();
    updatedCotangent = shape.newLike();
    zeros = shape.newLike();
    evaluation = update.function(rows).newEvaluation();
    rate = new RescaledTimeField(CompiledField.of(field.function(rows)), start, gap);
    this.solver = solver;
    session = solver.newSession(rate, precision, rows);
  }

  /** Its place in the sequence. */
  int index() {
    return index;
  }

  /** The inputs at this step, rows × inputs, to be written before {@link #forward}. */
  StateVector input() {
    return input;
  }

  /**
   * Sets when this observation of a row is made and how long the row evolves.
   *
   * @throws ImpetusException if the gap is negative or not finite
   */
  void setTimes(int row, double newStart, double newGap) {
    if (!(newGap >= 0 && newGap < Double.POSITIVE_INFINITY)) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "the gap after an observation is " + newGap,
              "time step " + index + ", row " + row + " of the batch",
              "gaps are finite and not negative",
              "sort the observations by time and give the times between them"));
    }
    start.set(row, newStart);
    gap.set(row, newGap);
    masked.set(row, false);
  }

  /**
   * Leaves out a row at this step. Whatever stands in the padding, a NaN say, is replaced by zeros:
   * a cotangent of zero does not keep a NaN out of the weights' gradient.
   */
  void leaveOut(int row, double newStart) {
    start.set(row, newStart);
    gap.set(row, 0);
    masked.set(row, true);
    input.row(row).fill(0);
  }

  /** From the state before this step to the state after it. */
  void forward(StateVector before, StateVector after) {
    if (updateFirst) {
      update(before, between);
      evolve(between, after);
    } else {
      evolve(before, between);
      update(between, after);
    }
  }

  /**
   * Pulls the cotangent of the state after this step back to the state before it.
   *
   * @param beforeCotangent overwritten; another vector than {@code afterCotangent}
   */
  void backward(
      StateVector afterCotangent, StateVector beforeCotangent, StateVector parameterCotangent) {
    if (updateFirst) {
      evolveBackward(afterCotangent, betweenCotangent, parameterCotangent);
      updateBackward(betweenCotangent, beforeCotangent, parameterCotangent);
    } else {
      updateBackward(afterCotangent, betweenCotangent, parameterCotangent);
      evolveBackward(betweenCotangent, beforeCotangent, parameterCotangent);
    }
  }

  /**
   * The state of the latest forward pass at a place in the gap.
   *
   * @param before the state before this step
   * @param fraction of the gap, from 0 to 1
   */
  StateVector inGap(StateVector before, double fraction) {
    StateVector begin = updateFirst ? between : before;
    return solver.solve(rate, begin, 0, fraction).orThrow().output(0);
  }

  private void update(StateVector state, StateVector updated) {
    arguments[0] = state;
    arguments[1] = input;
    results[0] = updated;
    evaluation.apply(arguments, results);
    updated.copyRows(state, masked);
  }

  private void updateBackward(
      StateVector updatedBar, StateVector stateBar, StateVector parameterCotangent) {
    updatedCotangent.copyFrom(updatedBar);
    updatedCotangent.copyRows(zeros, masked);
    arguments[0] = stateBar;
    arguments[1] = null;
    results[0] = updatedCotangent;
    evaluation.vjp(results, arguments, update.slice(parameterCotangent));
    stateBar.copyRows(updatedBar, masked);
  }

  private void evolve(StateVector state, StateVector evolved) {
    Solution solution = session.solve(state, 0, 1);
    work.addForward(solution.statistics());
    if (!solution.status().isSuccess()) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.NUMERICAL,
              "the solve over the gap after an observation ended early: " + solution.status(),
              "time step %d, fraction %s of the gap%s"
                  .formatted(
                      index,
                      solution.time(),
                      solution.row() < 0 ? "" : ", row " + solution.row() + " of the batch"),
              solution.detail(),
              solution.status().advice()));
    }
    evolved.copyFrom(solution.output(0));
  }

  private void evolveBackward(
      StateVector evolvedBar, StateVector stateBar, StateVector parameterCotangent) {
    results[0] = evolvedBar;
    work.addBackward(session.pullback(results, stateBar, field.slice(parameterCotangent)));
  }
}
