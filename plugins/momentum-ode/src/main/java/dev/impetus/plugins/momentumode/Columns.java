// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.solver.state.StateVector;

/** Copies some columns of one matrix to some columns of another with as many rows. */
final class Columns {

  private Columns() {}

  static void copy(StateVector source, int from, StateVector target, int to, int count) {
    for (int row = 0; row < source.rows(); row++) {
      for (int column = 0; column < count; column++) {
        target.set(row, to + column, source.get(row, from + column));
      }
    }
  }
}
