// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepInterpolant;
import dev.impetus.solver.step.Stepper;
import org.apache.commons.math3.ode.sampling.StepInterpolator;

/**
 * Has the library integrate a window when its first step is asked for, and hands out its steps one
 * by one.
 */
final class CommonsStepper implements Stepper {

  private final CommonsIntegrator method;
  private final FlatField field;
  private final Window window = new Window();
  private final double relative;
  private final double absolute;
  private final double[] numbers;
  private StepInterpolator step;
  private double windowEnd;

  CommonsStepper(CommonsIntegrator method, StepContext context) {
    this.method = method;
    StateVector like =
        StateVector.zeros(context.precision(), context.rows(), context.field().width());
    field = new FlatField(context.field(), like);
    numbers = new double[like.size()];
    requireRootMeanSquare(context, like);
    // The library's norm is a root mean square over everything; no row may have more than its own.
    double share =
        context.batchPolicy() == BatchPolicy.SHARED_MAX ? 1 / Math.sqrt(context.rows()) : 1;
    relative = share * context.tolerances().relative();
    absolute = share * context.tolerances().absolute();
  }

  /** The library cannot be given another norm, so one that weighs components must be refused. */
  private void requireRootMeanSquare(StepContext context, StateVector like) {
    boolean ofRows = context.batchPolicy() == BatchPolicy.SHARED_MAX;
    double wanted = 1 / Math.sqrt(ofRows ? like.width() : like.size());
    StateVector zero = like.newLike();
    RowScalar measured = RowScalar.shared(0);
    for (int column : new int[] {0, like.width() - 1}) {
      like.fill(0);
      like.set(0, column, 1);
      context.norm().measure(like, zero, zero, new Tolerances(0, 1), measured);
      if (!(Math.abs(measured.get(0) - wanted) <= 1e-6)) {
        throw new ImpetusException(
            new Problem(
                ErrorKind.CONFIGURATION,
                method.info().name() + " does not fit the error norm",
                "solver",
                "its step control measures the root mean square of all components, but this solve"
                    + " weighs them differently, as a continuous adjoint does",
                "take another solver"));
      }
    }
  }

  @Override
  public void start(RowScalar t, StateVector y, StateVector slope) {
    window.forget();
  }

  @Override
  public void attempt(RowScalar t, StateVector y, RowScalar h, StepAttempt result) {
    double now = t.get(0);
    if (window.isUsedUp()) {
      integrate(now, y, h.get(0));
    }
    if (!window.hasStep()) {
      result.fail(window.outcome(), window.failedRow());
      return;
    }
    step = window.step();
    step.setInterpolatedTime(step.getCurrentTime());
    result.result().copyFrom(step.getInterpolatedState(), 0);
    double whole = now + h.get(0);
    if (!window.isLast() || Math.abs(whole - windowEnd) > 4 * Math.ulp(windowEnd)) {
      result.take(0, step.getCurrentTime() - now);
    }
  }

  private void integrate(double now, StateVector y, double h) {
    y.copyTo(numbers, 0);
    windowEnd = now + h;
    double shortest = 10 * Math.ulp(Math.max(Math.abs(now), Math.abs(windowEnd)));
    window.integrate(
        method.factory().create(shortest, Math.abs(h), absolute, relative),
        field,
        now,
        numbers,
        windowEnd);
  }

  @Override
  public void interpolate(RowScalar theta, StateVector out) {
    interpolate(step, theta, out);
  }

  private static void interpolate(StepInterpolator step, RowScalar theta, StateVector out) {
    double from = step.getPreviousTime();
    step.setInterpolatedTime(from + theta.get(0) * (step.getCurrentTime() - from));
    out.copyFrom(step.getInterpolatedState(), 0);
  }

  @Override
  public StepInterpolant capture() {
    StepInterpolator kept = step.copy();
    return (theta, out) -> interpolate(kept, theta, out);
  }

  @Override
  public void commit(RowMask accepted) {
    window.advance();
  }
}
