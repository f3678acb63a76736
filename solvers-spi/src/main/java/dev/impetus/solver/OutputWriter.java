// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.gradient.GradientTape;
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
  void begin(double t0, StateVector y0, double[] outputTimes, Lanes lanes, GradientTape tape) {
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
      for (int lane = 0; lane < lanes.count(); lane++) {
        lanes.outputs().wrote(lane);
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
   * @param result the state at its end
   */
  abstract void write(Lanes lanes, Stepper stepper, StateVector result, GradientTape tape);

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
    void write(Lanes lanes, Stepper stepper, StateVector result, GradientTape tape) {
      OutputCursor cursor = lanes.outputs();
      while (cursor.reaches(0) > 0) {
        int index = cursor.written(0);
        StateVector out = vector(index);
        theta.set(0, lanes.outputPlace(0));
        if (theta.get(0) == 1) {
          out.copyFrom(result);
        } else {
          stepper.interpolate(theta, out);
        }
        cursor.wrote(0);
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
    private final StateVector[] targets;

    OwnSteps(StateVector like) {
      super(like);
      theta = RowScalar.perRow(like.rows());
      pending = new int[like.rows()];
      inside = new int[like.rows()];
      indices = new int[like.rows()];
      states = like.newLike();
      targets = new StateVector[like.rows()];
    }

    @Override
    void clearOutputs() {
      for (int i = 0; i < capacity(); i++) {
        vector(i).fill(Double.NaN);
      }
    }

    @Override
    void write(Lanes lanes, Stepper stepper, StateVector result, GradientTape tape) {
      OutputCursor cursor = lanes.outputs();
      int count = cursor.reach(pending);
      while (count > 0) {
        if (tape != null) {
          theta.setAll(0);
        }
        interpolate(count, lanes, stepper, result);
        if (tape != null) {
          Arrays.fill(indices, -1);
          for (int i = 0; i < count; i++) {
            indices[pending[i]] = cursor.written(pending[i]);
          }
          tape.outputs(indices, theta, states);
        }
        count = takeDown(count, cursor);
      }
    }

    /** Finds the next outputs of the pending rows. */
    private void interpolate(int count, Lanes lanes, Stepper stepper, StateVector result) {
      int insideCount = 0;
      for (int i = 0; i < count; i++) {
        int row = pending[i];
        double place = lanes.outputPlace(row);
        theta.set(row, place);
        if (place == 1) {
          states.copyRow(row, result);
        } else {
          inside[insideCount++] = row;
        }
      }
      if (insideCount > 0) {
        stepper.interpolate(theta, inside, insideCount, states);
      }
    }

    /**
     * Copies those outputs where they belong, and keeps the rows pending that reach another.
     *
     * @return how many these are
     */
    private int takeDown(int count, OutputCursor cursor) {
      for (int i = 0; i < count; i++) {
        targets[i] = vector(cursor.written(pending[i]));
      }
      states.copyRowsTo(pending, count, targets);
      int kept = 0;
      int most = 0;
      for (int i = 0; i < count; i++) {
        int row = pending[i];
        most = Math.max(most, cursor.wrote(row));
        // Always written: a branch that nobody can predict would cost more.
        pending[kept] = row;
        kept += cursor.reaches(row);
      }
      reached(most);
      return kept;
    }
  }
}
