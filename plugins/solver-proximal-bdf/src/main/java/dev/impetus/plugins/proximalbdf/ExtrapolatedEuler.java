// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.StageEquation;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepOutcome;

/**
 * Backward Euler extrapolated to order p, with 1, 2, …, p equal parts of the step:
 *
 * <pre>{@code z = Σ_j c(j) T(j)      c(j) = (-1)^(p-j) j^(p-1) / ((j-1)! (p-j)!) }</pre>
 *
 * <p>T(j) being the result of j parts. Deuflhard, "Recent progress in extrapolation methods for
 * ordinary differential equations", SIAM Review 27, 1985, pages 505–535.
 */
final class ExtrapolatedEuler {

  private final InnerSolver.Session session;
  private final StageEquation equation;
  private final StateVector[][] chains;
  private final StateVector[] ends;
  private final RowScalar part = RowScalar.shared(0);
  private final RowScalar time = RowScalar.shared(0);

  private ExtrapolatedEuler(BackwardDifferentiation method, StepContext context) {
    int most = method.highestOrder();
    session = method.newInnerSession(context);
    equation = new StageEquation(context);
    chains = new StateVector[most][];
    ends = new StateVector[most];
    for (int j = 0; j < most; j++) {
      chains[j] = new StateVector[j + 1];
      for (int m = 0; m <= j; m++) {
        chains[j][m] = equation.base().newLike();
      }
      ends[j] = chains[j][j];
    }
  }

  /**
   * Work space, or null where no step is taken in this way: under error control or up to order 2.
   */
  static ExtrapolatedEuler ifNeeded(BackwardDifferentiation method, StepContext context) {
    return context.adaptive() || method.highestOrder() < 3
        ? null
        : new ExtrapolatedEuler(method, context);
  }

  /** The weight c(j), j from 1 to p. */
  static double weight(int p, int j) {
    double product = 1;
    for (int i = 1; i <= p; i++) {
      product *= i == j ? 1 : (double) j / (j - i);
    }
    return product;
  }

  StageEquation equation() {
    return equation;
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

  /** The state after part {@code m}, counted from 0, of {@code j} parts. */
  StateVector state(int j, int m) {
    return chains[j - 1][m];
  }

  /** The length of one of j parts, as {@link #pose} left it. */
  RowScalar part() {
    return part;
  }

  /** Sets up the equation of part {@code m}, counted from 0, of {@code j} parts. */
  void pose(double t, double h, StateVector y, int j, int m) {
    part.setAll(h / j);
    time.setAll(t + h * (m + 1) / j);
    equation.base().copyFrom(m == 0 ? y : state(j, m - 1));
    equation.begin(time, part, y);
  }

  /**
   * Computes the ends of up to p parts.
   *
   * @return the solve that failed, or one that did not, with the iterations of all
   */
  InnerSolver.Result solve(double t, double h, StateVector y, int p) {
    int iterations = 0;
    for (int j = 1; j <= p; j++) {
      for (int m = 0; m < j; m++) {
        pose(t, h, y, j, m);
        StateVector z = state(j, m);
        z.copyFrom(equation.base());
        InnerSolver.Result result = session.solve(equation, z);
        iterations += result.iterations();
        if (result.outcome() != StepOutcome.OK) {
          return new InnerSolver.Result(result.outcome(), iterations, result.row());
        }
      }
    }
    return InnerSolver.Result.solved(iterations);
  }

  /**
   * Writes the extrapolated result, and into {@code error}, if any, its difference to order p-1.
   */
  void combine(int p, StateVector z, StateVector error) {
    double[] weights = new double[p];
    for (int j = 1; j <= p; j++) {
      weights[j - 1] = weight(p, j);
    }
    z.setToSum(weights, ends, p);
    for (int j = 1; j < p; j++) {
      weights[j - 1] -= weight(p - 1, j);
    }
    if (error != null) {
      error.setToSum(weights, ends, p);
    }
  }
}
