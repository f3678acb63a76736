// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

import java.util.Arrays;

/**
 * A yes or no that is the same for all rows of a state, or one for each row; see {@link RowScalar}.
 */
public final class RowMask {

  private final boolean[] values;
  private final boolean shared;
  private int[] others;
  private int otherCount = -1;

  private RowMask(boolean[] values, boolean shared) {
    this.values = values;
    this.shared = shared;
  }

  /** One answer for all rows. */
  public static RowMask shared(boolean value) {
    return new RowMask(new boolean[] {value}, true);
  }

  /** One answer a row, all no. */
  public static RowMask perRow(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a state has at least one row, not " + rows);
    }
    return new RowMask(new boolean[rows], false);
  }

  /** Whether one answer serves all rows. */
  public boolean isShared() {
    return shared;
  }

  /** How many answers it holds: 1 if shared, else the number of rows. */
  public int size() {
    return values.length;
  }

  /**
   * The indices of the answers that are no, {@link #otherCount} of them; not to be changed, and
   * valid until an answer changes.
   */
  public int[] others() {
    if (otherCount < 0) {
      int[] found = room();
      int count = 0;
      for (int row = 0; row < values.length; row++) {
        // Always written: a branch that nobody can predict would cost more.
        found[count] = row;
        count += values[row] ? 0 : 1;
      }
      otherCount = count;
    }
    return others;
  }

  private int[] room() {
    if (others == null) {
      others = new int[values.length];
    }
    return others;
  }

  /** How many answers are no. */
  public int otherCount() {
    others();
    return otherCount;
  }

  /** The answer for a row. */
  public boolean get(int row) {
    return values[shared ? 0 : row];
  }

  /** Sets answer {@code index}, {@code 0 <= index < size()}. */
  public void set(int index, boolean value) {
    values[index] = value;
    otherCount = -1;
  }

  /** Sets all answers, 1 for yes and 0 for no. */
  public void set(int[] answers) {
    int[] found = room();
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = answers[i] != 0;
      found[count] = i;
      count += 1 - answers[i];
    }
    otherCount = count;
  }

  /** Sets all answers. */
  public void setAll(boolean value) {
    Arrays.fill(values, value);
    otherCount = -1;
  }

  /** Whether every answer is yes. */
  public boolean all() {
    for (boolean value : values) {
      if (!value) {
        return false;
      }
    }
    return true;
  }

  /** Whether any answer is yes. */
  public boolean any() {
    for (boolean value : values) {
      if (value) {
        return true;
      }
    }
    return false;
  }
}
