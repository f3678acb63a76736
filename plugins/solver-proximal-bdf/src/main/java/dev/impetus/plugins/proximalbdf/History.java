// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.state.StateVector;

/**
 * The accepted values that steps depend on, with their times: the latest one and the differences
 * {@code y(n-j) - y(n-j-1)}. Sums of the values themselves would add the rounding of each to every
 * step, which in float32 is seen after a thousand steps.
 */
final class History {

  private final StateVector latest;
  private final StateVector[] differences;
  private final double[] times;
  private final double[] coefficients;
  private int count;
  private boolean advanced;

  History(int capacity, StateVector like) {
    latest = like.newLike();
    differences = new StateVector[capacity - 1];
    for (int j = 0; j < differences.length; j++) {
      differences[j] = like.newLike();
    }
    times = new double[capacity];
    coefficients = new double[capacity];
  }

  /** Forgets everything; a first value is to follow. */
  void begin() {
    count = 1;
    advanced = false;
  }

  /** Writes the latest value. */
  void place(double t, StateVector y) {
    if (advanced) {
      differences[0].copyFrom(y);
      differences[0].add(-1, latest);
      advanced = false;
    }
    latest.copyFrom(y);
    times[0] = t;
  }

  /** A new latest value is to follow. */
  void advance() {
    int last = differences.length - 1;
    StateVector reused = differences[last];
    System.arraycopy(differences, 0, differences, 1, last);
    differences[0] = reused;
    System.arraycopy(times, 0, times, 1, times.length - 1);
    count = Math.min(count + 1, times.length);
    advanced = true;
  }

  /** How many values are known. */
  int count() {
    return count;
  }

  /** The latest value. */
  StateVector latest() {
    return latest;
  }

  /** The differences, latest first; the array changes with {@link #advance}. */
  StateVector[] differences() {
    return differences;
  }

  /** Writes {@code Σ_j w(j) y(n-j)} over {@code known} values, whose weights add up to 1. */
  void sum(double[] weights, int known, StateVector out) {
    HistoryWeights.ofDifferences(weights, known, coefficients);
    out.setToSum(coefficients, differences, known - 1);
    out.add(1, latest);
  }

  /** Writes the places of the values in steps of {@code h} from the end of the next step. */
  void places(double h, double[] tau) {
    for (int j = 0; j < count; j++) {
      tau[j] = (times[j] - times[0]) / h - 1;
    }
  }
}
