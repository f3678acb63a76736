// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepOutcome;

/** Newton's method with an iterative linear solver: what Newton–CG and Newton–GMRES share. */
final class NewtonIteration implements InnerSolver.Session {

  private static final double GROWTH = 1e3;

  /** A change this far below the error budget of the step ends the iteration as well. */
  private static final double NO_CHANGE = 0.01;

  /** Solves the linear system of one Newton step, {@code z ← z - δ}. */
  interface LinearSolve {

    /**
     * Solves {@code A δ = r(z)}, A being the system's Jacobian at z.
     *
     * @param residual {@code r(z)}; may be overwritten
     * @param excess by which factor the residual is too large; infinite if unknown
     * @return whether it succeeded
     */
    boolean solve(
        ImplicitSystem system,
        StateVector z,
        StateVector residual,
        StateVector delta,
        double excess);

    /** Forgets what is carried from one solve to the next. */
    default void reset() {}

    /** Products made by the latest solve. */
    int iterations();

    /** A lower bound of ‖A‖ that the latest solve came by; 0 if none. */
    default double stiffness() {
      return 0;
    }

    /**
     * Whether, for an affine field, a successful solve needs no second look at the residual since
     * it was stopped by the rule itself.
     */
    boolean isFinal();
  }

  private final LinearSolve linear;
  private final StoppingMonitor monitor;
  private final int limit;
  private final StateVector residual;
  private final StateVector delta;

  NewtonIteration(LinearSolve linear, StoppingMonitor monitor, int limit, StateVector like) {
    this.linear = linear;
    this.monitor = monitor;
    this.limit = limit;
    residual = like.newLike();
    delta = like.newLike();
  }

  @Override
  public InnerSolver.Result solve(ImplicitSystem system, StateVector z) {
    monitor.begin();
    double first = Double.NaN;
    double change = Double.POSITIVE_INFINITY;
    int iterations = 0;
    for (int newton = 0; ; newton++) {
      system.linearize(z, residual);
      double excess = monitor.excess(system, z, residual, 0);
      double size = StoppingMonitor.norm(residual);
      if (newton == 0) {
        first = size;
      }
      if (monitor.isEnough(excess, newton) || change <= NO_CHANGE) {
        return InnerSolver.Result.solved(iterations);
      }
      if (!(size <= GROWTH * first)) {
        return new InnerSolver.Result(
            StepOutcome.INNER_DIVERGED, iterations, residual.firstNonFiniteRow());
      }
      if (newton == limit) {
        return new InnerSolver.Result(StepOutcome.INNER_NOT_CONVERGED, iterations, -1);
      }
      boolean solved = linear.solve(system, z, residual, delta, excess);
      iterations += linear.iterations();
      monitor.stiffens(linear.stiffness());
      if (!solved) {
        return new InnerSolver.Result(StepOutcome.LINEAR_SOLVE_FAILED, iterations, -1);
      }
      z.add(-1, delta);
      if (system.traits().affine() && linear.isFinal()) {
        return InnerSolver.Result.solved(iterations);
      }
      change = newton == 0 ? Double.POSITIVE_INFINITY : system.norm(delta);
    }
  }

  @Override
  public void reset() {
    linear.reset();
  }
}
