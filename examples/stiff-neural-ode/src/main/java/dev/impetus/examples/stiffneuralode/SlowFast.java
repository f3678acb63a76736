// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.stiffneuralode;

import dev.impetus.plugins.esdirk.KennedyCarpenter43;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Random;

/**
 * Trajectories of a system with two time scales: two slow numbers turn and decay, two fast ones are
 * pulled to functions of them at a rate that makes the system stiff,
 *
 * <pre>{@code
 * u1' = -0.2 u1 - 2 u2        v1' = -rate (v1 - u1 u2)
 * u2' =  2 u1 - 0.2 u2        v2' = -rate (v2 - (u1² - u2²)/2)
 * }</pre>
 *
 * <p>from points of the cube [-1, 1]⁴, so that most trajectories begin with a jump of the fast
 * numbers.
 *
 * @param rate of the fast numbers
 * @param starts the initial states, a row a trajectory
 * @param targets the states at {@link #times()}
 */
record SlowFast(double rate, StateVector starts, StateVector[] targets) {

  static final int WIDTH = 4;
  private static final int TIMES = 20;
  private static final double END = 2;

  static double[] times() {
    double[] times = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      times[i] = END * (i + 1) / TIMES;
    }
    return times;
  }

  /** New trajectories, exact to eight digits. */
  static SlowFast draw(double rate, int trajectories, Precision precision, Random random) {
    StateVector starts = StateVector.zeros(Precision.FLOAT64, trajectories, WIDTH);
    for (int row = 0; row < trajectories; row++) {
      for (int i = 0; i < WIDTH; i++) {
        starts.set(row, i, 2 * random.nextDouble() - 1);
      }
    }
    Solution solution =
        OdeSolver.with(KennedyCarpenter43.method())
            .tolerances(1e-9, 1e-9)
            .build()
            .solve(field(rate), starts, 0, times())
            .orThrow();
    StateVector[] targets = new StateVector[TIMES];
    for (int i = 0; i < TIMES; i++) {
      targets[i] = converted(solution.output(i), precision);
    }
    return new SlowFast(rate, converted(starts, precision), targets);
  }

  private static VectorField field(double rate) {
    return VectorField.ofRows(
        WIDTH,
        (t, y, dy) -> {
          dy[0] = -0.2 * y[0] - 2 * y[1];
          dy[1] = 2 * y[0] - 0.2 * y[1];
          dy[2] = -rate * (y[2] - y[0] * y[1]);
          dy[3] = -rate * (y[3] - 0.5 * (y[0] * y[0] - y[1] * y[1]));
        });
  }

  private static StateVector converted(StateVector state, Precision precision) {
    StateVector copy = StateVector.zeros(precision, state.rows(), state.width());
    copy.copyFrom(state);
    return copy;
  }
}
