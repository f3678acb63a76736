// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/**
 * Newton's method whose linear systems are solved by GMRES: for large fields of any kind. Knoll,
 * Keyes, "Jacobian-free Newton–Krylov methods", Journal of Computational Physics 193, 2004, pages
 * 357–397.
 */
public final class NewtonGmres implements InnerSolver {

  private static final int RESTART = 30;
  private static final double LOOSEST = 0.1;
  private static final double TIGHTEST = 1e-4;

  private final StoppingRule rule;
  private final int maxNewton;
  private final int maxLinear;

  private NewtonGmres(StoppingRule rule, int maxNewton, int maxLinear) {
    this.rule = rule;
    this.maxNewton = maxNewton;
    this.maxLinear = maxLinear;
  }

  /**
   * The method, restarted every 30 iterations.
   *
   * @param rule when to stop
   * @param maxNewton Newton steps after which it gives up
   * @param maxLinear GMRES iterations of one Newton step after which it gives up
   */
  public static NewtonGmres of(StoppingRule rule, int maxNewton, int maxLinear) {
    return new NewtonGmres(rule, maxNewton, maxLinear);
  }

  @Override
  public String name() {
    return "Newton-GMRES";
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return false;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    StateVector like = StateVector.zeros(precision, rows, width);
    return new NewtonIteration(new Linear(like), new StoppingMonitor(rule, like), maxNewton, like);
  }

  private final class Linear implements NewtonIteration.LinearSolve, LinearOperator {

    private final Gmres gmres;
    private ImplicitSystem system;
    private StateVector z;

    Linear(StateVector like) {
      gmres = new Gmres(RESTART, like);
    }

    @Override
    public boolean solve(
        ImplicitSystem equation,
        StateVector at,
        StateVector residual,
        StateVector delta,
        double excess) {
      system = equation;
      z = at;
      double tolerance = Math.max(TIGHTEST, Math.min(LOOSEST, 0.3 / excess));
      return gmres.solve(this, residual, delta, tolerance, maxLinear);
    }

    @Override
    public void apply(StateVector v, StateVector out) {
      system.applyJacobian(z, v, out);
    }

    @Override
    public int iterations() {
      return gmres.iterations();
    }

    @Override
    public double stiffness() {
      return gmres.largestProduct();
    }

    @Override
    public boolean isFinal() {
      return false;
    }
  }
}
