// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.state.StateVector;

/** The accepted values that steps depend on, latest first, with their times. */
final class History {

  private final StateVector[] values;
  private final double[] times;
  private int count;

  History(int capacity, StateVector like) {
    values = new StateVector[capacity];
    times = new double[capacity];
    for (int j = 0; j < capacity; j++) {
      values[j] = like.newLike();
    }
  }

  /** Forgets everything; a first value is to follow. */
  void begin() {
    count = 1;
  }

  /** Writes the latest value. */
  void place(double t, StateVector y) {
    values[0].copyFrom(y);
    times[0] = t;
  }

  /** Makes room for a new latest value. */
  void advance() {
    int last = values.length - 1;
    StateVector reused = values[last];
    System.arraycopy(values, 0, values, 1, last);
    values[0] = reused;
    System.arraycopy(times, 0, times, 1, last);
    count = Math.min(count + 1, values.length);
  }

  /** How many values are known. */
  int count() {
    return count;
  }

  /** The values, latest first; the array changes with {@link #advance}. */
  StateVector[] values() {
    return values;
  }

  /** Writes the places of the values in steps of {@code h} from the end of the next step. */
  void places(double h, double[] tau) {
    for (int j = 0; j < count; j++) {
      tau[j] = (times[j] - times[0]) / h - 1;
    }
  }
}
