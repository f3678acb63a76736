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

  private final Predictor predictor;
  private final InnerSolver.Session session;
  private final StageEquation equation;
  private final StateVector[] slopes;
  private final double[] weights;

  DiagonallyImplicitStages(DiagonallyImplicitRungeKutta method, StepContext context) {
    predictor = method.predictor();
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

  /** A solve begins, or an attempt failed: nothing carried along is worth keeping. */
  void reset() {
    session.reset();
    equation.beginSolve();
  }

  /** The field's parameters may have changed since the latest solve of a stage. */
  void forgetField() {
    equation.beginSolve();
  }

  /**
   * Solves a stage, given the slopes of the earlier ones, and writes its slope.
   *
   * @param z overwritten with the stage's state
   * @param slopeUsable whether the slope before it belongs to a solved stage
   */
  InnerSolver.Result solve(
      ButcherTableau tableau,
      int stage,
      RowScalar t,
      RowScalar h,
      StateVector y,
      StateVector z,
      boolean slopeUsable) {
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
    if (predictor == Predictor.SLOPE && slopeUsable) {
      equation.stateWith(slopes[stage - 1], z);
    } else {
      z.copyFrom(y);
    }
    InnerSolver.Result result = session.solve(equation, z);
    if (result.outcome() == StepOutcome.OK) {
      equation.slopeAt(z, slopes[stage]);
    }
    return result;
  }
}
