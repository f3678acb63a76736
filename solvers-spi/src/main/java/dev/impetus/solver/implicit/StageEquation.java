// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.control.ErrorNorm;
import dev.impetus.solver.control.ErrorNorms;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;

/**
 * The equation {@code z - γ h f(t*, z) - b = 0} of a field: a diagonally implicit stage, or a step
 * of a multistep method divided by its leading coefficient. Where the field has no Jacobian–vector
 * products it is differenced.
 */
public final class StageEquation implements ImplicitSystem {

  private final StepContext context;
  private final VectorField field;
  private final FieldTraits traits;
  private final boolean products;
  private final ErrorNorm norm;
  private final StateVector slope;
  private final StateVector pointSlope;
  private final StateVector displaced;
  private final StateVector base;
  private final double[] minusOne = {-1};
  private final StateVector[] term = new StateVector[1];
  private Linearization point;
  private RowScalar measured;
  private RowScalar scaled;
  private RowScalar time;
  private StateVector reference;

  /** Work space for the equations of one solve. */
  public StageEquation(StepContext context) {
    this.context = context;
    field = context.field();
    traits = field.traits();
    products = field.capabilities().contains(Capability.JVP);
    point = products ? field.newLinearization() : null;
    norm = ErrorNorms.of(context.batchPolicy());
    slope = StateVector.zeros(context.precision(), context.rows(), field.width());
    pointSlope = slope.newLike();
    displaced = slope.newLike();
    base = slope.newLike();
  }

  /** The vector b, which the stepper writes before it solves. */
  public StateVector base() {
    return base;
  }

  /**
   * Sets the equation up.
   *
   * @param t time of the step's beginning
   * @param h the step
   * @param c the stage's node
   * @param a the stage's diagonal coefficient
   * @param y state at the step's beginning, to which the norm refers
   */
  public void begin(RowScalar t, RowScalar h, double c, double a, StateVector y) {
    fit(h);
    for (int i = 0; i < h.size(); i++) {
      time.set(i, t.get(i) + c * h.get(i));
      scaled.set(i, a * h.get(i));
    }
    reference = y;
  }

  /**
   * Sets the equation up.
   *
   * @param newTime the time t*
   * @param newScaled the coefficient γ h
   * @param y state at the step's beginning, to which the norm refers
   */
  public void begin(RowScalar newTime, RowScalar newScaled, StateVector y) {
    fit(newScaled);
    time.copyFrom(newTime);
    scaled.copyFrom(newScaled);
    reference = y;
  }

  private void fit(RowScalar like) {
    if (time == null || time.size() != like.size()) {
      time = like.newLike();
      scaled = like.newLike();
      measured = like.newLike();
    }
  }

  /** Writes {@code out ← (z - b) / (γ h)}: the slope at the solution, without an evaluation. */
  public void slopeAt(StateVector z, StateVector out) {
    out.copyFrom(z);
    out.add(-1, base);
    if (scaled.isShared()) {
      out.scale(1 / scaled.get(0));
      return;
    }
    for (int row = 0; row < out.rows(); row++) {
      out.row(row).scale(scaled.get(row) == 0 ? 0 : 1 / scaled.get(row));
    }
  }

  @Override
  public double leadingCoefficient() {
    return 1;
  }

  @Override
  public RowScalar scaledStep() {
    return scaled;
  }

  @Override
  public RowScalar time() {
    return time;
  }

  @Override
  public StateVector rightHandSide() {
    return base;
  }

  @Override
  public FieldTraits traits() {
    return traits;
  }

  @Override
  public void residual(StateVector z, StateVector out) {
    field.evaluate(time, z, slope);
    residual(z, slope, out);
  }

  private void residual(StateVector z, StateVector f, StateVector out) {
    term[0] = f;
    out.setToStep(z, scaled, minusOne, term, 1);
    out.add(-1, base);
  }

  @Override
  public void linearize(StateVector z, StateVector out) {
    if (products) {
      point.evaluate(time, z, pointSlope);
    } else {
      field.evaluate(time, z, pointSlope);
    }
    residual(z, pointSlope, out);
  }

  /** Makes {@code z} the point of {@link #applyTransposedJacobian} and {@link #pullback}. */
  public void linearizeForPullback(StateVector z) {
    if (point == null) {
      point = field.newLinearization();
    }
    point.evaluate(time, z, pointSlope);
  }

  /** The field's vector–Jacobian products at the point of {@link #linearizeForPullback}. */
  public void pullback(StateVector cotangent, StateVector stateCotangent, StateVector parameters) {
    point.vjp(cotangent, stateCotangent, parameters);
  }

  @Override
  public void applyJacobian(StateVector z, StateVector v, StateVector out) {
    if (products) {
      point.jvp(v, slope);
    } else {
      difference(z, v);
    }
    term[0] = slope;
    out.setToStep(v, scaled, minusOne, term, 1);
  }

  /**
   * {@code slope ← (f(z + σv) - f(z)) / σ}, σv being a small part of the state in the norm of the
   * error control, which knows how large each component is.
   */
  private void difference(StateVector z, StateVector v) {
    double length = norm(v);
    if (length == 0) {
      slope.fill(0);
      return;
    }
    double unit = context.precision() == Precision.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    // An affine field has no truncation error, so that the longer the better.
    double part = traits.affine() ? 1 : Math.sqrt(unit);
    double relative = context.tolerances().relative();
    double sigma = (relative > 0 ? part / relative : 1) / length;
    displaced.copyFrom(z);
    displaced.add(sigma, v);
    field.evaluate(time, displaced, slope);
    slope.add(-1, pointSlope);
    slope.scale(1 / sigma);
  }

  @Override
  public void applyTransposedJacobian(StateVector z, StateVector v, StateVector out) {
    point.vjp(v, slope, null);
    term[0] = slope;
    out.setToStep(v, scaled, minusOne, term, 1);
  }

  @Override
  public double norm(StateVector v) {
    norm.measure(v, reference, reference, context.tolerances(), measured);
    return measured.max();
  }
}
