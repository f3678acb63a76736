// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import dev.impetus.solver.Tolerances;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * The length of the first step by a probe of the second derivative: Hairer, Nørsett, Wanner,
 * Solving Ordinary Differential Equations I, 2nd ed. 1993, II.4. Costs one evaluation of the field.
 * Probe and step stay inside the interval.
 */
public final class InitialStep {

  private static final double[] ONE = {1};

  private final ErrorNorm norm;
  private final Tolerances tolerances;
  private final StateVector probe;
  private final StateVector probeSlope;
  private final StateVector[] term = new StateVector[1];
  private RowScalar probeTime;
  private RowScalar length;
  private RowScalar size;
  private RowScalar speed;

  /** An estimator for states like this one. */
  public InitialStep(ErrorNorm norm, Tolerances tolerances, StateVector like) {
    this.norm = norm;
    this.tolerances = tolerances;
    probe = like.newLike();
    probeSlope = like.newLike();
  }

  /**
   * Estimates the first step, one for all rows.
   *
   * @param field the field; evaluated once
   * @param t initial time
   * @param y initial state
   * @param slope {@code f(t, y)}
   * @param interval signed length of the interval of integration, or of the longest step
   * @param errorOrder order {@code q} of the method's error estimate
   * @return the step, with the sign of the interval
   */
  public double estimate(
      VectorField field,
      double t,
      StateVector y,
      StateVector slope,
      double interval,
      int errorOrder) {
    RowScalar step = RowScalar.shared(0);
    RowScalar whole = RowScalar.shared(interval);
    estimate(field, RowScalar.shared(t), y, slope, whole, errorOrder, step);
    return step.get(0);
  }

  /**
   * Estimates the first step, one for all rows or one for each: as above.
   *
   * @param t initial time
   * @param intervals of the kind of {@code t}; 0 for a row that takes no step, which the probe
   *     leaves where it is
   * @param out the steps, of the kind of {@code t}, with the signs of the intervals
   */
  public void estimate(
      VectorField field,
      RowScalar t,
      StateVector y,
      StateVector slope,
      RowScalar intervals,
      int errorOrder,
      RowScalar out) {
    if (length == null || length.size() != t.size()) {
      length = t.newLike();
      probeTime = t.newLike();
      size = t.newLike();
      speed = t.newLike();
    }
    norm.measure(y, y, y, tolerances, size);
    norm.measure(slope, y, y, tolerances, speed);
    for (int i = 0; i < t.size(); i++) {
      double d0 = size.get(i);
      double d1 = speed.get(i);
      double h0 = d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1;
      if (Double.isNaN(h0)) {
        // Beyond the largest number both: nothing is known of their ratio.
        h0 = 1e-6;
      }
      double interval = intervals.get(i);
      length.set(i, interval == 0 ? 0 : Math.copySign(Math.min(h0, Math.abs(interval)), interval));
      probeTime.set(i, t.get(i) + length.get(i));
    }
    term[0] = slope;
    probe.setToStep(y, length, ONE, term, 1);
    field.evaluate(probeTime, probe, probeSlope);
    probeSlope.add(-1, slope);
    norm.measure(probeSlope, y, y, tolerances, out);
    for (int i = 0; i < t.size(); i++) {
      double interval = intervals.get(i);
      if (interval == 0) {
        out.set(i, 0);
        continue;
      }
      double h0 = Math.abs(length.get(i));
      double steepest = Math.max(speed.get(i), out.get(i) / h0);
      double h1 =
          steepest <= 1e-15
              ? Math.max(1e-6, 1e-3 * h0)
              : Math.pow(0.01 / steepest, 1.0 / errorOrder);
      double h = Math.min(Math.min(100 * h0, h1), Math.abs(interval));
      // A probe that leaves the field's domain says only that the step must be much shorter.
      out.set(i, Math.copySign(h > 0 ? h : 1e-3 * h0, interval));
    }
  }
}
