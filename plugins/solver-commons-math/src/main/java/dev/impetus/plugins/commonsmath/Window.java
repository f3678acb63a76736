// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.solver.step.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.exception.NumberIsTooSmallException;
import org.apache.commons.math3.ode.nonstiff.AdaptiveStepsizeIntegrator;
import org.apache.commons.math3.ode.sampling.StepHandler;
import org.apache.commons.math3.ode.sampling.StepInterpolator;

/** The steps that the library took in one window, and how that ended. */
final class Window implements StepHandler {

  /** Each step keeps its interpolant: some hundred numbers for each number of the state. */
  private static final int MOST_STEPS = 100_000;

  private static final int MOST_EVALUATIONS = 20_000_000;

  private final List<StepInterpolator> steps = new ArrayList<>();
  private StepOutcome outcome = StepOutcome.OK;
  private int failedRow = -1;
  private int next;

  /**
   * Has the library integrate from {@code (t, y)} to {@code end}; keeps what it did until a
   * failure. Exceptions of the field come through as they are.
   */
  void integrate(
      AdaptiveStepsizeIntegrator integrator, FlatField field, double t, double[] y, double end) {
    steps.clear();
    next = 0;
    failedRow = -1;
    outcome = StepOutcome.OK;
    integrator.addStepHandler(this);
    integrator.setMaxEvaluations(MOST_EVALUATIONS);
    try {
      integrator.integrate(field, t, y, end, y.clone());
    } catch (FlatField.NotFinite broken) {
      outcome = StepOutcome.OUT_OF_DOMAIN;
      failedRow = broken.row();
    } catch (FlatField.Thrown thrown) {
      forget();
      throw thrown.original();
    } catch (MaxCountExceededException tooMuch) {
      outcome = StepOutcome.WORK_LIMIT;
    } catch (MathIllegalArgumentException tooShort) {
      outcome = StepOutcome.STEP_TOO_SHORT;
    }
  }

  @Override
  public void init(double t0, double[] y0, double t) {}

  @Override
  public void handleStep(StepInterpolator interpolator, boolean isLast) {
    if (steps.size() == MOST_STEPS) {
      throw new MaxCountExceededException(MOST_STEPS);
    }
    if (interpolator.getCurrentTime() == interpolator.getPreviousTime()) {
      throw new NumberIsTooSmallException(0, 0, false);
    }
    steps.add(interpolator.copy());
  }

  void forget() {
    steps.clear();
    next = 0;
    outcome = StepOutcome.OK;
  }

  /** Whether every step was handed out, and nothing went wrong. */
  boolean isUsedUp() {
    return next == steps.size() && outcome == StepOutcome.OK;
  }

  /** Whether there is a step to hand out. */
  boolean hasStep() {
    return next < steps.size();
  }

  /** The next step. */
  StepInterpolator step() {
    return steps.get(next);
  }

  /** Whether that is the last one of a window that was integrated to its end. */
  boolean isLast() {
    return next == steps.size() - 1 && outcome == StepOutcome.OK;
  }

  /** The next step was taken. */
  void advance() {
    next++;
  }

  StepOutcome outcome() {
    return outcome;
  }

  int failedRow() {
    return failedRow;
  }
}
