// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/**
 * Polyak's heavy ball: {@code z⁺ = z - α r(z) + β (z - z⁻)} with {@code α = 4/(√M+√m)²} and {@code
 * β = ((√κ-1)/(√κ+1))²}; on quadratic energies of rate {@code (√κ-1)/(√κ+1)}. Polyak, "Some methods
 * of speeding up the convergence of iteration methods", USSR Computational Mathematics and
 * Mathematical Physics 4, 1964, pages 1–17.
 */
public final class HeavyBall implements InnerSolver {

  private final Curvature curvature;
  private final StoppingRule rule;
  private final int maxIterations;

  private HeavyBall(Curvature curvature, StoppingRule rule, int maxIterations) {
    this.curvature = curvature;
    this.rule = rule;
    this.maxIterations = maxIterations;
  }

  /**
   * The method.
   *
   * @param curvature bounds of the energy's Hessian
   * @param rule when to stop
   * @param maxIterations when to give up
   */
  public static HeavyBall of(Curvature curvature, StoppingRule rule, int maxIterations) {
    return new HeavyBall(curvature, rule, maxIterations);
  }

  @Override
  public String name() {
    return "heavy ball";
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return true;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    StateVector like = StateVector.zeros(precision, rows, width);
    return new FirstOrderSession(new Step(like), curvature, rule, maxIterations, like);
  }

  private static final class Step implements FirstOrderSession.Update {

    private final StateVector[] terms;
    private final double[] weights = new double[3];
    private final StateVector next;

    Step(StateVector like) {
      terms = new StateVector[] {null, like.newLike(), null};
      next = like.newLike();
    }

    @Override
    public void begin(SpectralBounds bounds, StateVector x) {
      double sum = Math.sqrt(bounds.largest()) + Math.sqrt(bounds.smallest());
      double root = Math.sqrt(bounds.condition());
      double beta = Math.pow((root - 1) / (root + 1), 2);
      weights[0] = 1 + beta;
      weights[1] = -beta;
      weights[2] = -4 / (sum * sum);
      terms[1].copyFrom(x);
    }

    @Override
    public void advance(StateVector x, StateVector g) {
      terms[0] = x;
      terms[2] = g;
      next.setToSum(weights, terms, 3);
      terms[1].copyFrom(x);
      x.copyFrom(next);
    }
  }
}
