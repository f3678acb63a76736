// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.StageEquation;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepOutcome;

/** Solves the stages of one step, for the stepper and for the pullback that repeats its steps. */
final class DiagonallyImplicitStages {

  private final InnerSolver.Session session;
  private final StageEquation equation;
  private final StateVector[] slopes;
  private final double[] weights;

  DiagonallyImplicitStages(DiagonallyImplicitRungeKutta method, StepContext context) {
    session = method.newInnerSession(context);
    equation = new StageEquation(context);
    slopes = new StateVector[method.mostStages()];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = equation.base().newLike();
    }
    weights = new double[slopes.length];
  }

  /** The slopes k of the stages solved so far; the first one is the caller's to write. */
  StateVector[] slopes() {
    return slopes;
  }

  /**
   * A solve or a backward pass begins, or an attempt failed: nothing carried along is worth
   * keeping.
   */
  void reset() {
    session.reset();
    equation.beginSolve();
  }

  /** Sets up the equation of a stage, given the slopes of the earlier ones. */
  void prepare(ButcherTableau tableau, int stage, RowScalar t, RowScalar h, StateVector y) {
    StateVector base = y;
    for (int j = 0; j < stage; j++) {
      weights[j] = tableau.a(stage, j);
      if (weights[j] != 0) {
        base = equation.base();
      }
    }
    if (base != y) {
      base.setToStep(y, h, weights, slopes, stage);
    }
    equation.begin(base, t, h, tableau.c(stage), tableau.a(stage, stage), y);
  }

  /** The first guess of the stage that is prepared: with the slope of the stage before it. */
  void guessBySlope(int stage, StateVector z) {
    equation.stateWith(slopes[stage - 1], z);
  }

  /**
   * Solves the stage that is prepared, and writes its slope.
   *
   * @param z the first guess; overwritten with the stage's state
   */
  InnerSolver.Result solve(int stage, StateVector z) {
    InnerSolver.Result result = session.solve(equation, z);
    if (result.outcome() == StepOutcome.OK) {
      equation.slopeAt(z, slopes[stage]);
    }
    return result;
  }
}
