// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import java.util.Arrays;

/** Which output each lane writes next, and where in its step that lies. */
final class OutputCursor {

  private static final double BELOW_ONE = Math.nextDown(1.0);

  private final double[] horizon;
  private final double[] next;
  private final int[] written;
  private double[] times;
  private double direction;

  /**
   * A cursor.
   *
   * @param horizon for each lane the last time of its accepted step that counts, kept by the lanes
   */
  OutputCursor(double[] horizon) {
    this.horizon = horizon;
    next = new double[horizon.length];
    written = new int[horizon.length];
  }

  /** Begins a solve in this direction, 1 or -1. */
  void begin(double[] outputTimes, double newDirection) {
    times = outputTimes;
    direction = newDirection;
    Arrays.fill(next, times[0]);
    Arrays.fill(written, 0);
  }

  /** The time of a lane's next output; infinitely far where there is none. */
  double next(int lane) {
    return next[lane];
  }

  /** How many outputs of a lane were written, which is the index of its next one. */
  int written(int lane) {
    return written[lane];
  }

  /** One output more of a lane was written; returns how many they are. */
  int wrote(int lane) {
    int index = ++written[lane];
    next[lane] = index < times.length ? times[index] : direction * Double.POSITIVE_INFINITY;
    return index;
  }

  /** 1 if a lane's accepted step reaches its next output time, if there is one; else 0. */
  int reaches(int lane) {
    // The sign of a difference: a branch that nobody can predict would cost more.
    double beyond = direction * horizon[lane] - direction * next[lane];
    return (int) (~Double.doubleToRawLongBits(beyond) >>> 63);
  }

  /** Finds the lanes whose accepted step reaches their next output time, and how many they are. */
  int reach(int[] found) {
    int reaching = 0;
    for (int i = 0; i < next.length; i++) {
      found[reaching] = i;
      reaching += reaches(i);
    }
    return reaching;
  }

  /**
   * The place of a lane's next output in its step; 1 exactly if it is the step's end.
   *
   * @param now where the step begins
   * @param step its length, signed
   * @param reached where it ends
   */
  double place(int lane, double now, double step, double reached) {
    // Rounding must not make an interpolated output pass for the step's result.
    return next[lane] == reached ? 1 : Math.min((next[lane] - now) / step, BELOW_ONE);
  }
}
