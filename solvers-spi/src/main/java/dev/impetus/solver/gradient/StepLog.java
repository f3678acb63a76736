// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.step.StepAttempt;
import java.util.Arrays;

/** Times, lengths and formulas of all accepted steps. Its storage is reused from solve to solve. */
final class StepLog {

  private int count;
  private int lanes;
  private double[] times = new double[64];
  private double[] lengths = new double[64];
  private int[] formulas = new int[64];

  void clear() {
    count = 0;
  }

  void add(RowScalar t, RowScalar h, StepAttempt attempt) {
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
    count++;
  }

  int count() {
    return count;
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
