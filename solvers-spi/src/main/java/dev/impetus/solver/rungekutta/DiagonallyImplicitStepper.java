// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepInterpolant;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.Stepper;

/**
 * Takes diagonally implicit steps. The first slope of a step is the last one of the step before.
 */
final class DiagonallyImplicitStepper implements Stepper {

  /** In lengths of the last step. */
  private static final double LONGEST_EXTRAPOLATION = 2;

  private final DiagonallyImplicitRungeKutta method;
  private final DiagonallyImplicitStages stages;
  private final StateVector[] slopes;
  private final StateVector stage;
  private final StateVector stateBefore;
  private final HermiteCubic cubic = new HermiteCubic();
  private StateVector slopeBefore;
  private final double[] weights;
  private final StateVector[] errorTerms = new StateVector[3];
  private RowScalar stepBefore;
  private RowScalar factor;
  private long committed;
  private DiagonallyImplicitScheme scheme;
  private StateVector y;
  private RowScalar h;

  DiagonallyImplicitStepper(DiagonallyImplicitRungeKutta method, StepContext context) {
    this.method = method;
    stages = new DiagonallyImplicitStages(method, context);
    slopes = stages.slopes();
    stage = slopes[0].newLike();
    slopeBefore = slopes[0].newLike();
    stateBefore = method.predictor() == Predictor.CUBIC ? stage.newLike() : null;
    weights = new double[slopes.length];
  }

  @Override
  public void start(RowScalar t, StateVector state, StateVector slope) {
    slopes[0].copyFrom(slope);
    committed = 0;
    stages.reset();
    if (stepBefore == null || stepBefore.size() != t.size()) {
      stepBefore = t.newLike();
      factor = t.newLike();
    }
  }

  @Override
  public void attempt(RowScalar t, StateVector state, RowScalar step, StepAttempt result) {
    y = state;
    h = step;
    scheme = method.schemeOf(committed);
    ButcherTableau tableau = scheme.tableau();
    int last = tableau.stages() - 1;
    for (int i = 1; i <= last; i++) {
      StateVector z = i == last ? result.result() : stage;
      stages.prepare(tableau, i, t, step, state);
      guess(i, z);
      InnerSolver.Result solved = stages.solve(i, z);
      result.addInnerIterations(solved.iterations());
      if (solved.outcome() != StepOutcome.OK) {
        stages.reset();
        result.fail(solved.outcome(), solved.row());
        return;
      }
    }
    if (!tableau.hasErrorEstimate()) {
      return;
    }
    if (method.hasTrapezoidalError(committed)) {
      trapezoidalError(result.error());
      return;
    }
    for (int i = 0; i <= last; i++) {
      weights[i] = tableau.e(i);
    }
    result.error().setToScaledSum(step, weights, slopes, last + 1);
    result.setErrorOrder(scheme.errorOrder(method.info().order()));
  }

  private void guess(int stage, StateVector z) {
    if (method.predictor() == Predictor.CUBIC && committed > 0 && extrapolable()) {
      for (int i = 0; i < h.size(); i++) {
        double before = stepBefore.get(i);
        double part = before == 0 ? 0 : scheme.tableau().c(stage) * h.get(i) / before;
        factor.set(i, 1 + part);
      }
      cubic.value(factor, stepBefore, stateBefore, slopeBefore, y, slopes[0], z);
    } else if (method.predictor() != Predictor.STATE && (stage > 1 || committed > 0)) {
      stages.guessBySlope(stage, z);
    } else {
      z.copyFrom(y);
    }
  }

  private boolean extrapolable() {
    for (int i = 0; i < h.size(); i++) {
      if (Math.abs(h.get(i)) > LONGEST_EXTRAPOLATION * Math.abs(stepBefore.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@code h³/6 · [k(n-1), k(n), k(n+1)]}; the divided difference is half the third derivative. */
  private void trapezoidalError(StateVector error) {
    errorTerms[0] = slopeBefore;
    errorTerms[1] = slopes[0];
    errorTerms[2] = slopes[scheme.tableau().stages() - 1];
    error.fill(0);
    for (int term = 0; term < errorTerms.length; term++) {
      for (int i = 0; i < h.size(); i++) {
        double now = h.get(i);
        double before = stepBefore.get(i);
        double weight =
            switch (term) {
              case 0 -> 1 / (before * (now + before));
              case 1 -> -1 / (before * now);
              default -> 1 / (now * (now + before));
            };
        factor.set(i, now * now * now / 6 * weight);
      }
      error.add(factor, errorTerms[term]);
    }
  }

  @Override
  public void interpolate(RowScalar theta, StateVector out) {
    int count = scheme.tableau().stages();
    if (theta.isShared()) {
      for (int i = 0; i < count; i++) {
        weights[i] = scheme.extension().weight(i, theta.get(0));
      }
      out.setToStep(y, h, weights, slopes, count);
      return;
    }
    out.copyFrom(y);
    for (int i = 0; i < count; i++) {
      for (int row = 0; row < factor.size(); row++) {
        factor.set(row, h.get(row) * scheme.extension().weight(i, theta.get(row)));
      }
      out.add(factor, slopes[i]);
    }
  }

  @Override
  public StepInterpolant capture() {
    ContinuousExtension extension = scheme.extension();
    StageSum sum = StageSum.of(scheme.tableau().stages(), i -> extension.ignores(i) ? 0 : 1);
    return new CapturedStep(extension, sum, y, h, sum.terms(slopes));
  }

  @Override
  public void commit(RowMask accepted) {
    if (stateBefore != null) {
      stateBefore.copyRows(y, accepted);
    }
    int last = scheme.tableau().stages() - 1;
    if (accepted.all()) {
      // All rows go on: the slopes change places instead of being copied.
      StateVector free = slopeBefore;
      slopeBefore = slopes[0];
      slopes[0] = slopes[last];
      slopes[last] = free;
    } else {
      slopeBefore.copyRows(slopes[0], accepted);
      slopes[0].copyRows(slopes[last], accepted);
    }
    for (int i = 0; i < stepBefore.size(); i++) {
      if (accepted.get(i)) {
        stepBefore.set(i, h.get(i));
      }
    }
    committed++;
  }
}
