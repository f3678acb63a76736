// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.StageEquation;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;

/**
 * The equation {@code z - γ h f(t + h, z) = Σ_j w(j) y(n-j)} of a formula, for the stepper and for
 * the pullback that repeats its steps.
 */
final class BdfEquation {

  private final BackwardDifferentiation method;
  private final InnerSolver.Session session;
  private final StageEquation equation;
  private final double[] weights;
  private final RowScalar scaled = RowScalar.shared(0);
  private final RowScalar time = RowScalar.shared(0);

  BdfEquation(BackwardDifferentiation method, StepContext context) {
    this.method = method;
    session = method.newInnerSession(context);
    equation = new StageEquation(context);
    weights = new double[method.highestOrder() + 1];
  }

  /** A solve begins. */
  void beginSolve() {
    equation.beginSolve();
    session.reset();
  }

  /** What was carried from step to step has led to a failure. */
  void reset() {
    session.reset();
  }

  /**
   * Sets the equation up but for its right-hand side, which is to be written with the {@link
   * #weights}.
   *
   * @param y the state at the step's beginning
   * @param tau places of the past values
   */
  void pose(int formula, double t, double h, StateVector y, double[] tau) {
    double alpha = method.leadingCoefficient(Formula.order(formula));
    scaled.setAll(h * HistoryWeights.step(formula, alpha, tau, weights));
    time.setAll(t + h);
    equation.begin(time, scaled, y);
  }

  /** Solves it from the guess z. */
  InnerSolver.Result solve(StateVector z) {
    return session.solve(equation, z);
  }

  /** The equation as posed last. */
  StageEquation equation() {
    return equation;
  }

  /** The coefficient γ h. */
  RowScalar scaledStep() {
    return scaled;
  }

  /** The weights w. */
  double[] weights() {
    return weights;
  }
}
