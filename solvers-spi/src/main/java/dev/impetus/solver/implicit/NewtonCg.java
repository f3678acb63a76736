// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/**
 * Newton's method whose linear systems are solved by conjugate gradients: the fastest of the inner
 * solvers for large symmetric problems. A direction of negative curvature, where the step is too
 * long for the proximal problem to be convex, is a failure, so that the step is shortened. Nocedal,
 * Wright, Numerical Optimization, 2nd ed. 2006, 7.1.
 */
public final class NewtonCg implements InnerSolver {

  /** Reduction of the linear residual in one Newton step of a field that is not affine. */
  private static final double FORCING = 0.01;

  private final StoppingRule rule;
  private final int maxNewton;
  private final int maxLinear;

  private NewtonCg(StoppingRule rule, int maxNewton, int maxLinear) {
    this.rule = rule;
    this.maxNewton = maxNewton;
    this.maxLinear = maxLinear;
  }

  /**
   * The method.
   *
   * @param rule when to stop
   * @param maxNewton Newton steps after which it gives up
   * @param maxLinear conjugate-gradient iterations of one Newton step after which it gives up
   */
  public static NewtonCg of(StoppingRule rule, int maxNewton, int maxLinear) {
    return new NewtonCg(rule, maxNewton, maxLinear);
  }

  @Override
  public String name() {
    return "Newton-CG";
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return true;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    StateVector like = StateVector.zeros(precision, rows, width);
    StoppingMonitor monitor = new StoppingMonitor(rule, like);
    return new NewtonIteration(new Linear(monitor, like), monitor, maxNewton, like);
  }

  private final class Linear
      implements NewtonIteration.LinearSolve, LinearOperator, ConjugateGradients.Stop {

    private final StoppingMonitor monitor;
    private final ConjugateGradients cg;
    private ImplicitSystem system;
    private StateVector z;
    private double enough;
    private double step = Double.NaN;

    Linear(StoppingMonitor monitor, StateVector like) {
      this.monitor = monitor;
      cg = new ConjugateGradients(like);
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
      if (equation.scaledStep().max() != step) {
        step = equation.scaledStep().max();
        cg.forgetQuotient();
      }
      enough = equation.traits().affine() ? 0 : FORCING * StoppingMonitor.norm(residual);
      return cg.solve(this, residual, delta, maxLinear, this);
    }

    @Override
    public void apply(StateVector v, StateVector out) {
      system.applyJacobian(z, v, out);
    }

    @Override
    public boolean isMet(StateVector x, double size, StateVector residual, double residualSize) {
      // Without it, iterations on a solution at rest would chase the rounding of the products.
      monitor.stiffens(cg.largestQuotient());
      return residualSize <= enough
          || monitor.excess(system, z, x, size, residual, residualSize) <= 1;
    }

    @Override
    public void reset() {
      step = Double.NaN;
      cg.forgetQuotient();
    }

    @Override
    public int iterations() {
      return cg.iterations();
    }

    @Override
    public boolean isFinal() {
      return true;
    }
  }
}
