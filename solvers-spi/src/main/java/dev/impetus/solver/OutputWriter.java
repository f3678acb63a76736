// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.gradient.GradientTape;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.Stepper;
import java.util.Arrays;
import java.util.List;

/** Fills the output vectors of a session, which it reuses from solve to solve. */
final class OutputWriter {

  private final StateVector like;
  private StateVector[] vectors = {};
  private List<StateVector> view = List.of();
  private final RowScalar theta = RowScalar.shared(0);
  private double[] times = {};
  private int written;

  OutputWriter(StateVector like) {
    this.like = like;
  }

  /** Forgets the outputs of the solve before, which may have been the last to get that far. */
  void clear() {
    written = 0;
  }

  /** Begins a solve; an output at its very beginning is written at once. */
  void begin(double t0, StateVector y0, double[] outputTimes, GradientTape tape) {
    times = outputTimes;
    written = 0;
    if (vectors.length < times.length) {
      int known = vectors.length;
      vectors = Arrays.copyOf(vectors, times.length);
      for (int i = known; i < times.length; i++) {
        vectors[i] = like.newLike();
      }
    }
    if (times[0] == t0) {
      vectors[0].copyFrom(y0);
      theta.setAll(0);
      record(tape);
    }
  }

  /** The next output time; only while there is one. */
  double nextTime() {
    return times[written];
  }

  /**
   * Writes the outputs in a step.
   *
   * @param t the step's beginning
   * @param h its length
   * @param end its end, where {@code result} is the state
   * @param limit the last time up to which outputs count: the end, or a terminal event before it
   */
  void write(
      Stepper stepper,
      double t,
      double h,
      double end,
      StateVector result,
      double limit,
      GradientTape tape) {
    while (written < times.length && (times[written] - limit) * h <= 0) {
      StateVector out = vectors[written];
      if (times[written] == end) {
        theta.setAll(1);
        out.copyFrom(result);
      } else {
        // Rounding must not make an interpolated output pass for the step's result.
        theta.setAll(Math.min((times[written] - t) / h, Math.nextDown(1.0)));
        stepper.interpolate(theta, out);
      }
      record(tape);
    }
  }

  private void record(GradientTape tape) {
    if (tape != null) {
      tape.output(written, theta, vectors[written]);
    }
    written++;
  }

  /** The output written last. */
  StateVector latest() {
    return vectors[written - 1];
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
}
