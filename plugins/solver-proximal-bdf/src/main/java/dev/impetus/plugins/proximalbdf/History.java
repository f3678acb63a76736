// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * The accepted values that steps depend on, latest first, with their times; where rows have their
 * own steps, each row has its own past.
 */
final class History {

  private final StateVector[] values;
  private double[][] times = {};
  private int[] counts = {};

  History(int capacity, StateVector like) {
    values = new StateVector[capacity];
    for (int j = 0; j < capacity; j++) {
      values[j] = like.newLike();
    }
  }

  /** Forgets everything; one value a row is to follow. */
  void begin(int lanes) {
    if (times.length != lanes) {
      times = new double[lanes][values.length];
      counts = new int[lanes];
    }
    Arrays.fill(counts, 1);
  }

  /** Writes the latest value. */
  void place(RowScalar t, StateVector y) {
    values[0].copyFrom(y);
    for (int i = 0; i < times.length; i++) {
      times[i][0] = t.get(i);
    }
  }

  /** Makes room for a new latest value where a step was accepted. */
  void advance(RowMask accepted) {
    int last = values.length - 1;
    if (accepted.isShared()) {
      StateVector reused = values[last];
      System.arraycopy(values, 0, values, 1, last);
      values[0] = reused;
    } else {
      for (int j = last; j > 0; j--) {
        values[j].copyRows(values[j - 1], accepted);
      }
    }
    for (int i = 0; i < times.length; i++) {
      if (accepted.get(i)) {
        System.arraycopy(times[i], 0, times[i], 1, last);
        counts[i] = Math.min(counts[i] + 1, values.length);
      }
    }
  }

  /** How many values are known. */
  int count(int lane) {
    return counts[lane];
  }

  /** The value before the latest {@code back} ones. */
  StateVector value(int back) {
    return values[back];
  }

  /** Writes the places of the values in steps of {@code h} from the end of the next step. */
  void places(int lane, double h, double[] out) {
    for (int j = 0; j < counts[lane]; j++) {
      out[j] = (times[lane][j] - times[lane][0]) / h - 1;
    }
  }
}
