// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.solver.state.StateVector;

/** Which rows of a block go on at which steps, from the batch's field {@code mask}. */
final class StepMasks<A> {

  private final CellArithmetic<A> on;
  private final int rows;
  private final A[] perRow;
  private final boolean[] isPartial;
  private final A spread;
  private final int features;
  private boolean masked;

  /**
   * For a block of rows.
   *
   * @param features the most features that a mask is spread over
   */
  StepMasks(CellArithmetic<A> on, int steps, int rows, int features) {
    this.on = on;
    this.rows = rows;
    this.features = features;
    perRow = on.zeros(steps, rows);
    isPartial = new boolean[steps];
    spread = on.zeros(features * rows);
  }

  /** Takes over the masks of a batch's rows from {@code firstRow} on. */
  void read(Batch batch, int firstRow) {
    masked = false;
    if (batch.signature().find(DataField.MASK).isEmpty()) {
      return;
    }
    StateVector mask = batch.vector(DataField.MASK);
    for (int step = 0; step < isPartial.length; step++) {
      isPartial[step] = false;
      for (int row = 0; row < rows; row++) {
        boolean goesOn = mask.get(firstRow + row, step) != 0;
        on.set(perRow[step], row, goesOn ? 1 : 0);
        isPartial[step] |= !goesOn;
      }
      masked |= isPartial[step];
    }
  }

  /** Whether any row holds its state anywhere. */
  boolean isMasked() {
    return masked;
  }

  /** Whether a row goes on at a step. */
  boolean goesOn(int step, int row) {
    return !masked || on.get(perRow[step], row) != 0;
  }

  /**
   * The mask of a step, repeated for every feature; null if all rows go on. Valid until the next.
   */
  A at(int step) {
    if (!masked || !isPartial[step]) {
      return null;
    }
    on.spread(perRow[step], spread, features, rows);
    return spread;
  }
}
