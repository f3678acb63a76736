// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.gradient.GradientTape;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.Stepper;
import java.util.Arrays;
import java.util.List;

/**
 * Fills the output vectors of a session, which it reuses from solve to solve: whole ones in a
 * common step, row by row where each row has its own steps.
 */
abstract class OutputWriter {

  private final StateVector like;
  private StateVector[] vectors = {};
  private List<StateVector> view = List.of();
  private double[] times = {};
  private int written;

  private OutputWriter(StateVector like) {
    this.like = like;
  }

  static OutputWriter of(BatchPolicy policy, StateVector like) {
    return policy.isPerSample() ? new OwnSteps(like) : new CommonSteps(like);
  }

  /** Forgets the outputs of the solve before, which may have been the last to get that far. */
  void clear() {
    written = 0;
  }

  /** Begins a solve; an output at its very beginning is written at once. */
  void begin(double t0, StateVector y0, double[] outputTimes, Lane[] lanes, GradientTape tape) {
    times = outputTimes;
    written = 0;
    if (vectors.length < times.length) {
      int known = vectors.length;
      vectors = Arrays.copyOf(vectors, times.length);
      for (int i = known; i < times.length; i++) {
        vectors[i] = like.newLike();
      }
    }
    clearOutputs();
    if (times[0] == t0) {
      vectors[0].copyFrom(y0);
      written = 1;
      for (Lane lane : lanes) {
        lane.wrote();
      }
      if (tape != null) {
        tape.output(0, RowScalar.shared(0), vectors[0]);
      }
    }
  }

  /** Makes the vectors of a new solve say nothing, where a row may end before others do. */
  void clearOutputs() {}

  /**
   * Writes the outputs in the step just accepted.
   *
   * @param accepted the lanes that took it
   * @param result the state at its end
   */
  abstract void write(
      Lane[] lanes, RowMask accepted, Stepper stepper, StateVector result, GradientTape tape);

  StateVector vector(int index) {
    return vectors[index];
  }

  int capacity() {
    return times.length;
  }

  /** Says that so many outputs have at least one row. */
  void reached(int count) {
    written = Math.max(written, count);
  }

  /** How many outputs were written so far. */
  int count() {
    return written;
  }

  /** The outputs written so far; the same list as long as there are as many. */
  List<StateVector> written() {
    if (view.size() != written) {
      view = List.of(Arrays.copyOf(vectors, written));
    }
    return view;
  }

  private static final class CommonSteps extends OutputWriter {

    private final RowScalar theta = RowScalar.shared(0);

    CommonSteps(StateVector like) {
      super(like);
    }

    @Override
    void write(
        Lane[] lanes, RowMask accepted, Stepper stepper, StateVector result, GradientTape tape) {
      Lane lane = lanes[0];
      while (lane.reachesOutput()) {
        int index = lane.written();
        StateVector out = vector(index);
        theta.set(0, lane.outputPlace());
        if (theta.get(0) == 1) {
          out.copyFrom(result);
        } else {
          stepper.interpolate(theta, out);
        }
        lane.wrote();
        reached(index + 1);
        if (tape != null) {
          tape.output(index, theta, out);
        }
      }
    }
  }

  private static final class OwnSteps extends OutputWriter {

    private final RowScalar theta;
    private final int[] pending;
    private final int[] inside;
    private final int[] indices;
    private final StateVector states;
    private int pendingCount;

    OwnSteps(StateVector like) {
      super(like);
      theta = RowScalar.perRow(like.rows());
      pending = new int[like.rows()];
      inside = new int[like.rows()];
      indices = new int[like.rows()];
      states = like.newLike();
    }

    @Override
    void clearOutputs() {
      for (int i = 0; i < capacity(); i++) {
        vector(i).fill(Double.NaN);
      }
    }

    @Override
    void write(
        Lane[] lanes, RowMask accepted, Stepper stepper, StateVector result, GradientTape tape) {
      pendingCount = 0;
      for (int row = 0; row < lanes.length; row++) {
        // Always written: a branch that nobody can predict would cost more.
        pending[pendingCount] = row;
        pendingCount += accepted.get(row) && lanes[row].reachesOutput() ? 1 : 0;
      }
      while (pendingCount > 0) {
        if (tape != null) {
          Arrays.fill(indices, -1);
          theta.setAll(0);
        }
        interpolate(lanes, stepper, result);
        if (tape != null) {
          tape.outputs(indices, theta, states);
        }
        takeDown(lanes);
      }
    }

    /** Finds the next output of each pending row. */
    private void interpolate(Lane[] lanes, Stepper stepper, StateVector result) {
      int count = 0;
      for (int i = 0; i < pendingCount; i++) {
        int row = pending[i];
        double place = lanes[row].outputPlace();
        indices[row] = lanes[row].written();
        theta.set(row, place);
        if (place == 1) {
          states.copyRow(row, result);
        } else {
          inside[count++] = row;
        }
      }
      if (count > 0) {
        stepper.interpolate(theta, inside, count, states);
      }
    }

    /** Copies those outputs where they belong, and keeps the rows pending that reach another. */
    private void takeDown(Lane[] lanes) {
      int kept = 0;
      for (int i = 0; i < pendingCount; i++) {
        int row = pending[i];
        Lane lane = lanes[row];
        vector(indices[row]).copyRow(row, states);
        lane.wrote();
        reached(lane.written());
        pending[kept] = row;
        kept += lane.reachesOutput() ? 1 : 0;
      }
      pendingCount = kept;
    }
  }
}
