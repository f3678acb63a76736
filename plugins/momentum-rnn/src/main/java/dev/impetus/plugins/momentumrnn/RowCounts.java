// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * Nesterov's coefficient where rows hold their state at some steps: each row counts the steps that
 * it takes, so that padding changes nothing.
 */
final class RowCounts<A> {

  private final CellArithmetic<A> on;
  private final DriveScalars scalars;
  private final int rows;
  private final int size;
  private final A[] counts;
  private final A coefficients;
  private final A perRow;
  private boolean used;

  RowCounts(CellArithmetic<A> on, DriveScalars scalars, int rows, int slots, int size) {
    this.on = on;
    this.scalars = scalars;
    this.rows = rows;
    this.size = size;
    counts = on.zeros(slots + 1, rows);
    coefficients = on.zeros(size);
    perRow = on.zeros(rows);
  }

  void begin(boolean masked) {
    used = masked;
    on.fill(counts[0], 0, rows, 0);
  }

  boolean areUsed() {
    return used;
  }

  void continueFrom(int slot) {
    on.copy(counts[slot], 0, counts[0], 0, rows);
  }

  void save(A target) {
    on.copy(counts[0], 0, target, 0, rows);
  }

  void restore(A source) {
    on.copy(source, 0, counts[0], 0, rows);
  }

  /** The coefficients of a step, repeated for every feature; counts it for the rows that go on. */
  A momentum(int slot, A mask) {
    for (int row = 0; row < rows; row++) {
      double goesOn = mask == null ? 1 : on.get(mask, row);
      on.set(counts[slot + 1], row, on.get(counts[slot], row) + goesOn);
    }
    return momentum(slot);
  }

  /** The coefficients of a step that was counted. */
  A momentum(int slot) {
    for (int row = 0; row < rows; row++) {
      on.set(perRow, row, scalars.nesterov((int) on.get(counts[slot], row)));
    }
    on.spread(perRow, coefficients, size / rows, rows);
    return coefficients;
  }
}
