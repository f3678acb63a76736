// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.StageEquation;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;

/** Solves the equation of one formula, for the stepper and for the pullback that repeats its steps. */
final class BdfStep {

  private final BackwardDifferentiation method;
  private final InnerSolver.Session session;
  private final StageEquation equation;
  private RowScalar scaled;
  private RowScalar time;

  BdfStep(BackwardDifferentiation method, StepContext context) {
    this.method = method;
    session = method.newInnerSession(context);
    equation = new StageEquation(context);
  }

  StageEquation equation() {
    return equation;
  }

  void reset() {
    session.reset();
  }

  /** Begins a step. */
  void begin(RowScalar t, RowScalar h) {
    if (scaled == null || scaled.size() != h.size()) {
      scaled = h.newLike();
      time = h.newLike();
    }
    for (int i = 0; i < h.size(); i++) {
      time.set(i, t.get(i) + h.get(i));
      scaled.set(i, 0);
    }
  }

  /**
   * Writes the weights of a formula's right-hand side, those of the past values from index 1 on.
   */
  void formula(int lane, int formula, double h, double[] tau, double[] scratch, double[] out) {
    if (h == 0) {
      out[1] = 1;
      return;
    }
    double alpha = method.leadingCoefficient(Formula.order(formula));
    scaled.set(lane, h * HistoryWeights.step(formula, alpha, tau, scratch));
    System.arraycopy(scratch, 0, out, 1, Formula.degree(formula) + (Formula.isFixedLeading(formula) ? 1 : 0));
  }

  /** The coefficient γ h of the equation. */
  RowScalar scaled() {
    return scaled;
  }

  /** Sets the equation up, whose right-hand side is already written. */
  void pose(StateVector y) {
    equation.begin(time, scaled, y);
  }

  /** Solves it from the guess z. */
  InnerSolver.Result solve(StateVector z) {
    return session.solve(equation, z);
  }
}
