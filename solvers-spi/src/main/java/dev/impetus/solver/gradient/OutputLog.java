// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepPullback;
import java.util.Arrays;

/**
 * In which step each output was written, and where in it. Seen as {@link StepPullback.Outputs} it
 * shows the interpolated outputs of one step that have a cotangent.
 */
final class OutputLog implements StepPullback.Outputs {

  private int[] steps = new int[16];
  private RowScalar[] thetas = new RowScalar[16];
  private int count;

  private StateVector[] cotangents;
  private int[] shown = new int[16];
  private int shownCount;

  void clear() {
    count = 0;
  }

  /** Outputs come in the order of their indices. Step -1 stands for the initial state. */
  void add(int step, RowScalar theta) {
    if (count == steps.length) {
      steps = Arrays.copyOf(steps, 2 * count);
      thetas = Arrays.copyOf(thetas, 2 * count);
      shown = new int[2 * count];
    }
    if (thetas[count] == null || thetas[count].size() != theta.size()) {
      thetas[count] = theta.newLike();
    }
    steps[count] = step;
    thetas[count++].copyFrom(theta);
  }

  void begin(StateVector[] outputCotangents) {
    cotangents = outputCotangents;
  }

  /**
   * Shows the interpolated outputs of a step and adds the cotangents of those that are the step's
   * result itself to that result's cotangent.
   */
  void show(int step, StateVector resultCotangent) {
    shownCount = 0;
    for (int i = firstOf(step); i < count && steps[i] == step; i++) {
      if (cotangents[i] == null) {
        continue;
      }
      if (step < 0 || isResult(thetas[i])) {
        resultCotangent.add(1, cotangents[i]);
      } else {
        shown[shownCount++] = i;
      }
    }
  }

  private static boolean isResult(RowScalar theta) {
    for (int i = 0; i < theta.size(); i++) {
      if (theta.get(i) != 1) {
        return false;
      }
    }
    return true;
  }

  private int firstOf(int step) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps[middle] < step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public int count() {
    return shownCount;
  }

  @Override
  public RowScalar theta(int index) {
    return thetas[shown[index]];
  }

  @Override
  public StateVector cotangent(int index) {
    return cotangents[shown[index]];
  }
}
