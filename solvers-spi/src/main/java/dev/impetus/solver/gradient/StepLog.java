// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Times, lengths and formulas of all accepted steps, and the states at the beginning of every
 * {@code stride}-th of them. Its storage is reused from solve to solve.
 */
final class StepLog {

  private final int capacity;
  private final StateVector like;
  private final List<StateVector> kept = new ArrayList<>();
  private int stride = 1;
  private int count;
  private int lanes;
  private double[] times = new double[64];
  private double[] lengths = new double[64];
  private int[] formulas = new int[64];

  StepLog(int capacity, StateVector like) {
    this.capacity = capacity;
    this.like = like;
  }

  void clear() {
    stride = 1;
    count = 0;
  }

  void add(RowScalar t, RowScalar h, StateVector y, StepAttempt attempt) {
    lanes = t.size();
    if ((count + 1) * lanes > times.length) {
      int size = Math.max(2 * times.length, (count + 1) * lanes);
      times = Arrays.copyOf(times, size);
      lengths = Arrays.copyOf(lengths, size);
      formulas = Arrays.copyOf(formulas, size);
    }
    for (int i = 0; i < lanes; i++) {
      times[count * lanes + i] = t.get(i);
      lengths[count * lanes + i] = h.get(i);
      formulas[count * lanes + i] = attempt.formula(i);
    }
    if (count % stride == 0) {
      if (count / stride == capacity) {
        thinOut();
      }
      if (count % stride == 0) {
        vector(count / stride).copyFrom(y);
      }
    }
    count++;
  }

  /**
   * Drops every other state; the vectors of those dropped go behind those that stay, to be reused.
   */
  private void thinOut() {
    int states = count / stride;
    for (int i = 1; 2 * i < states; i++) {
      Collections.swap(kept, i, 2 * i);
    }
    stride *= 2;
  }

  private StateVector vector(int index) {
    if (index == kept.size()) {
      kept.add(like.newLike());
    }
    return kept.get(index);
  }

  int count() {
    return count;
  }

  /** Distance in steps of the states that are kept. */
  int stride() {
    return stride;
  }

  /** The state at the beginning of step {@code n}, which must be a multiple of the stride. */
  StateVector kept(int n) {
    return kept.get(n / stride);
  }

  void time(int n, RowScalar out) {
    for (int i = 0; i < lanes; i++) {
      out.set(i, times[n * lanes + i]);
    }
  }

  int formula(int n, int index) {
    return formulas[n * lanes + index];
  }

  void step(int n, RowScalar out) {
    for (int i = 0; i < lanes; i++) {
      out.set(i, lengths[n * lanes + i]);
    }
  }
}
