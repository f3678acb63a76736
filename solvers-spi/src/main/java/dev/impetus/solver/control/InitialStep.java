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
  private final RowScalar probeTime;
  private final RowScalar length;
  private final RowScalar measured;

  /** An estimator for states like this one. */
  public InitialStep(ErrorNorm norm, Tolerances tolerances, StateVector like) {
    this.norm = norm;
    this.tolerances = tolerances;
    probe = like.newLike();
    probeSlope = like.newLike();
    probeTime = RowScalar.shared(0);
    length = RowScalar.shared(0);
    measured = RowScalar.shared(0);
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
    double whole = Math.abs(interval);
    double d0 = norm(y, y);
    double d1 = norm(slope, y);
    double h0 = d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1;
    h0 = Math.min(h0, whole);
    length.setAll(Math.copySign(h0, interval));
    probeTime.setAll(t + length.get(0));
    term[0] = slope;
    probe.setToStep(y, length, ONE, term, 1);
    field.evaluate(probeTime, probe, probeSlope);
    probeSlope.add(-1, slope);
    double d2 = norm(probeSlope, y) / h0;
    double steepest = Math.max(d1, d2);
    double h1 =
        steepest <= 1e-15 ? Math.max(1e-6, 1e-3 * h0) : Math.pow(0.01 / steepest, 1.0 / errorOrder);
    double h = Math.min(Math.min(100 * h0, h1), whole);
    // A probe that leaves the field's domain says only that the step must be much shorter.
    return Math.copySign(h > 0 ? h : 1e-3 * h0, interval);
  }

  private double norm(StateVector v, StateVector y) {
    norm.measure(v, y, y, tolerances, measured);
    return measured.max();
  }
}
