// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.state.StateVector;

/** Refuses arguments of a solve that do not fit, before the field is evaluated. */
final class SolveInputs {

  private SolveInputs() {}

  static void check(SolvePlan plan, StateVector y0, double t0, double[] outputTimes) {
    int width = plan.field().width();
    if (y0.precision() != plan.precision() || y0.rows() != plan.rows() || y0.width() != width) {
      throw new IllegalArgumentException(
          "the initial state must be "
              + shape(plan.rows(), width, plan.precision())
              + ", but is "
              + shape(y0.rows(), y0.width(), y0.precision()));
    }
    if (outputTimes.length == 0) {
      throw new IllegalArgumentException("a solve needs at least one output time");
    }
    requireFinite(-1, t0);
    for (int i = 0; i < outputTimes.length; i++) {
      requireFinite(i, outputTimes[i]);
    }
    double direction = Math.signum(outputTimes[outputTimes.length - 1] - t0);
    double previous = t0;
    for (int i = 0; i < outputTimes.length; i++) {
      double ahead = (outputTimes[i] - previous) * direction;
      if (!(ahead > 0) && !(i == 0 && outputTimes[0] == t0)) {
        throw new IllegalArgumentException(
            "output times must go strictly forwards or strictly backwards from t0 = "
                + t0
                + ", but "
                + outputTimes[i]
                + " follows "
                + previous);
      }
      previous = outputTimes[i];
    }
  }

  private static void requireFinite(int output, double time) {
    if (!Double.isFinite(time)) {
      throw new IllegalArgumentException(
          (output < 0 ? "the initial time" : "output time " + output)
              + " must be finite, but is "
              + time);
    }
  }

  private static String shape(int rows, int width, Object precision) {
    return rows + " x " + width + " " + precision;
  }
}
