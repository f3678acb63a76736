// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepInterpolant;
import java.util.ArrayList;
import java.util.List;

/** The interpolants of all accepted steps, end to end. */
final class RecordedSolution implements DenseSolution {

  private record Step(double start, double length, StepInterpolant interpolant) {}

  private final double start;
  private final StateVector initial;
  private final List<Step> steps = new ArrayList<>();
  private double end;

  RecordedSolution(double t0, StateVector y0) {
    start = t0;
    end = t0;
    initial = y0.newLike();
    initial.copyFrom(y0);
  }

  void add(double t, double h, double stepEnd, StepInterpolant interpolant) {
    steps.add(new Step(t, h, interpolant));
    end = stepEnd;
  }

  @Override
  public double start() {
    return start;
  }

  @Override
  public double end() {
    return end;
  }

  @Override
  public void evaluate(double t, StateVector out) {
    if (!(t >= Math.min(start, end) && t <= Math.max(start, end))) {
      throw new IllegalArgumentException(
          "the solution is known from " + start + " to " + end + ", but not at " + t);
    }
    if (steps.isEmpty()) {
      out.copyFrom(initial);
      return;
    }
    Step step = steps.get(find(t));
    double theta = (t - step.start()) / step.length();
    step.interpolant().interpolate(RowScalar.shared(Math.min(Math.max(theta, 0), 1)), out);
  }

  /** The last step that begins at or before t. */
  private int find(double t) {
    double direction = Math.signum(end - start);
    int low = 0;
    int high = steps.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if ((t - steps.get(middle).start()) * direction >= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
