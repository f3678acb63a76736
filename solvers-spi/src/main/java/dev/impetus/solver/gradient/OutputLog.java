// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepPullback;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * In which step each output was written, and where in it. Seen as {@link StepPullback.Outputs} it
 * shows the interpolated outputs of one step that have a cotangent.
 *
 * <p>An entry is an output of all rows, or where rows have their own steps at most one output of
 * each; the cotangents of such an entry are collected when it is shown.
 */
final class OutputLog implements StepPullback.Outputs {

  private final StateVector like;
  private int[] steps = new int[16];
  private RowScalar[] thetas = new RowScalar[16];
  private int[][] indices = new int[16][];
  private boolean[] ofRows = new boolean[16];
  private int count;

  private StateVector[] cotangents;
  private RowScalar[] shownThetas = new RowScalar[16];
  private StateVector[] shown = new StateVector[16];
  private int shownCount;
  private final List<StateVector> collected = new ArrayList<>();
  private StateVector ofResult;

  OutputLog(StateVector like) {
    this.like = like;
  }

  void clear() {
    count = 0;
  }

  /** Outputs come in the order of their indices. Step -1 stands for the initial state. */
  void add(int step, int index, RowScalar theta) {
    prepare(step, theta, 1);
    indices[count][0] = index;
    ofRows[count++] = false;
  }

  /** The same for rows with their own steps; an index of -1 stands for no output of that row. */
  void add(int step, int[] ofEachRow, RowScalar theta) {
    prepare(step, theta, ofEachRow.length);
    System.arraycopy(ofEachRow, 0, indices[count], 0, ofEachRow.length);
    ofRows[count++] = true;
  }

  private void prepare(int step, RowScalar theta, int numbers) {
    if (count == steps.length) {
      steps = Arrays.copyOf(steps, 2 * count);
      thetas = Arrays.copyOf(thetas, 2 * count);
      indices = Arrays.copyOf(indices, 2 * count);
      ofRows = Arrays.copyOf(ofRows, 2 * count);
      shown = new StateVector[2 * count];
      shownThetas = new RowScalar[2 * count];
    }
    if (thetas[count] == null || thetas[count].size() != theta.size()) {
      thetas[count] = theta.newLike();
    }
    if (indices[count] == null || indices[count].length < numbers) {
      indices[count] = new int[numbers];
    }
    steps[count] = step;
    thetas[count].copyFrom(theta);
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
      if (ofRows[i]) {
        showRows(i, resultCotangent);
        continue;
      }
      StateVector cotangent = cotangents[indices[i][0]];
      if (cotangent == null) {
        continue;
      }
      if (step < 0 || thetas[i].get(0) == 1) {
        resultCotangent.add(1, cotangent);
      } else {
        show(thetas[i], cotangent);
      }
    }
  }

  private void showRows(int entry, StateVector resultCotangent) {
    if (shownCount == collected.size()) {
      collected.add(like.newLike());
    }
    if (ofResult == null) {
      ofResult = like.newLike();
    }
    StateVector inside = collected.get(shownCount);
    boolean anyInside = false;
    boolean anyOfResult = false;
    for (int row = 0; row < like.rows(); row++) {
      int index = indices[entry][row];
      if (index < 0 || cotangents[index] == null) {
        continue;
      }
      if (thetas[entry].get(row) == 1) {
        if (!anyOfResult) {
          ofResult.fill(0);
          anyOfResult = true;
        }
        ofResult.copyRow(row, cotangents[index]);
      } else {
        if (!anyInside) {
          inside.fill(0);
          anyInside = true;
        }
        inside.copyRow(row, cotangents[index]);
      }
    }
    if (anyOfResult) {
      resultCotangent.add(1, ofResult);
    }
    if (anyInside) {
      show(thetas[entry], inside);
    }
  }

  private void show(RowScalar theta, StateVector cotangent) {
    shownThetas[shownCount] = theta;
    shown[shownCount++] = cotangent;
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
    return shownThetas[index];
  }

  @Override
  public StateVector cotangent(int index) {
    return shown[index];
  }
}
