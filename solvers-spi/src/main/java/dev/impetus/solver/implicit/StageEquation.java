// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.solver.control.ErrorNorm;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.StepTrail;

/**
 * The equation {@code z - γ h f(t*, z) - b = 0} of a field: a diagonally implicit stage, or a step
 * of a multistep method divided by its leading coefficient. Where the field has no Jacobian–vector
 * products it is differenced, at one evaluation a product.
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
  private final StateVector ownBase;
  private final double[] weights = new double[3];
  private final StateVector[] terms = new StateVector[3];
  private final ConstantPart constantPart;
  private final Displacement displacement;
  private Linearization point;
  private RowScalar measured;
  private RowScalar scaled;
  private RowScalar inverse;
  private RowScalar quotient;
  private RowScalar time;
  private StateVector reference;
  private StateVector base;

  /** Work space for the equations of one solve. */
  public StageEquation(StepContext context) {
    this.context = context;
    field = context.field();
    traits = field.traits();
    products = field.capabilities().contains(Capability.JVP);
    point = products ? field.newLinearization() : null;
    norm = context.norm();
    slope = StateVector.zeros(context.precision(), context.rows(), field.width());
    pointSlope = slope.newLike();
    displaced = slope.newLike();
    ownBase = slope.newLike();
    base = ownBase;
    constantPart = new ConstantPart(field);
    displacement = new Displacement(context);
  }

  /**
   * What a pullback reports that cannot solve the equations of an accepted step again.
   *
   * @param method name of the method
   * @param fix what to do besides allowing more inner iterations; empty for nothing
   */
  public static ImpetusException notRepeated(
      String method, StepTrail trail, StepOutcome outcome, String fix) {
    return new ImpetusException(
        new Problem(
            ErrorKind.NUMERICAL,
            "an accepted step of " + method + " could not be repeated for its gradient",
            "t = " + trail.time(0) + ", step " + trail.step(0),
            "the inner solver ended with " + outcome + " although it had succeeded once",
            "allow more inner iterations" + fix));
  }

  /** The vector b, which the stepper writes before it solves. */
  public StateVector base() {
    return ownBase;
  }

  /**
   * A solve begins, and the field's parameters stay as they are until the next call: of an affine
   * and autonomous field {@code f(0)} may be kept. Without any call nothing is kept.
   */
  public void beginSolve() {
    constantPart.forget();
  }

  /**
   * Sets the equation up, with b = {@link #base()}.
   *
   * @param t time of the step's beginning
   * @param h the step
   * @param c the stage's node
   * @param a the stage's diagonal coefficient
   * @param y state at the step's beginning, to which the norm refers
   */
  public void begin(RowScalar t, RowScalar h, double c, double a, StateVector y) {
    begin(ownBase, t, h, c, a, y);
  }

  /**
   * Sets the equation up.
   *
   * @param b the vector b, kept by reference
   * @param t time of the step's beginning
   * @param h the step
   * @param c the stage's node
   * @param a the stage's diagonal coefficient
   * @param y state at the step's beginning, to which the norm refers
   */
  public void begin(StateVector b, RowScalar t, RowScalar h, double c, double a, StateVector y) {
    fit(h);
    for (int i = 0; i < h.size(); i++) {
      time.set(i, t.get(i) + c * h.get(i));
      scaled.set(i, a * h.get(i));
    }
    begin(b, y);
  }

  /**
   * Sets the equation up, with b = {@link #base()}.
   *
   * @param newTime the time t*
   * @param newScaled the coefficient γ h
   * @param y state at the step's beginning, to which the norm refers
   */
  public void begin(RowScalar newTime, RowScalar newScaled, StateVector y) {
    fit(newScaled);
    time.copyFrom(newTime);
    scaled.copyFrom(newScaled);
    begin(ownBase, y);
  }

  private void begin(StateVector b, StateVector y) {
    for (int i = 0; i < scaled.size(); i++) {
      inverse.set(i, scaled.get(i) == 0 ? 0 : 1 / scaled.get(i));
    }
    base = b;
    reference = y;
  }

  private void fit(RowScalar like) {
    if (time == null || time.size() != like.size()) {
      time = like.newLike();
      scaled = like.newLike();
      inverse = like.newLike();
      measured = like.newLike();
      quotient = displacement.fitting(like);
    }
  }

  /** Writes {@code out ← (z - b) / (γ h)}: the slope at the solution, without an evaluation. */
  public void slopeAt(StateVector z, StateVector out) {
    weights[0] = 1;
    weights[1] = -1;
    terms[0] = z;
    terms[1] = base;
    out.setToScaledSum(inverse, weights, terms, 2);
  }

  /** Writes {@code z ← b + γ h k}: the solution if the slope there were k. */
  public void stateWith(StateVector k, StateVector z) {
    weights[0] = 1;
    terms[0] = k;
    z.setToStep(base, scaled, weights, terms, 1);
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
    if (scaled.isShared()) {
      weights[0] = 1;
      weights[1] = -1;
      weights[2] = -scaled.get(0);
      terms[0] = z;
      terms[1] = base;
      terms[2] = f;
      out.setToSum(weights, terms, 3);
      return;
    }
    subtractStep(z, f, out);
    out.add(-1, base);
  }

  /** {@code out ← v - γ h x}. */
  private void subtractStep(StateVector v, StateVector x, StateVector out) {
    weights[0] = -1;
    terms[0] = x;
    out.setToStep(v, scaled, weights, terms, 1);
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
      subtractStep(v, slope, out);
    } else if (constantPart.isKnown(time, displaced)) {
      field.evaluate(time, v, slope);
      subtractDifference(v, slope, constantPart.value(), scaled, out);
    } else {
      applyDifference(z, v, out);
    }
  }

  private void applyDifference(StateVector z, StateVector v, StateVector out) {
    RowScalar sigma = displacement.along(v, z, reference);
    if (sigma.max() == 0) {
      out.copyFrom(v);
      return;
    }
    weights[0] = 1;
    terms[0] = v;
    displaced.setToStep(z, sigma, weights, terms, 1);
    field.evaluate(time, displaced, slope);
    for (int i = 0; i < quotient.size(); i++) {
      quotient.set(i, sigma.get(i) == 0 ? 0 : scaled.get(i) / sigma.get(i));
    }
    subtractDifference(v, slope, pointSlope, quotient, out);
  }

  /** {@code out ← v - q (f1 - f0)}; an f0 that is null is zero. */
  private void subtractDifference(
      StateVector v, StateVector f1, StateVector f0, RowScalar q, StateVector out) {
    weights[0] = -1;
    weights[1] = 1;
    terms[0] = f1;
    terms[1] = f0;
    out.setToStep(v, q, weights, terms, f0 == null ? 1 : 2);
  }

  @Override
  public void applyTransposedJacobian(StateVector z, StateVector v, StateVector out) {
    point.vjp(v, slope, null);
    subtractStep(v, slope, out);
  }

  @Override
  public double norm(StateVector v) {
    norm.measure(v, reference, reference, context.tolerances(), measured);
    return measured.max();
  }
}
