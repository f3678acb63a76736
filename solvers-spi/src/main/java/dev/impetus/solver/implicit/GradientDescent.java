// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/**
 * Gradient descent on the proximal problem: {@code z ← z - α r(z)} with {@code α = 2/(M+m)}, the
 * best constant step, of rate {@code (κ-1)/(κ+1)}; or with a step that is given. Nesterov,
 * Introductory Lectures on Convex Optimization, 2004, 2.1.5.
 */
public final class GradientDescent implements InnerSolver {

  private final Curvature curvature;
  private final double step;
  private final StoppingRule rule;
  private final int maxIterations;

  private GradientDescent(Curvature curvature, double step, StoppingRule rule, int maxIterations) {
    this.curvature = curvature;
    this.step = step;
    this.rule = rule;
    this.maxIterations = maxIterations;
  }

  /**
   * With the best constant step.
   *
   * @param curvature bounds of the energy's Hessian
   * @param rule when to stop
   * @param maxIterations when to give up
   */
  public static GradientDescent of(Curvature curvature, StoppingRule rule, int maxIterations) {
    return new GradientDescent(curvature, Double.NaN, rule, maxIterations);
  }

  /**
   * With a step α of one's own; for a field that is no gradient flow the iteration converges only
   * if {@code α < 2m/M²}, m being the monotonicity and M the Lipschitz constant of r.
   *
   * @param step α
   * @param rule when to stop
   * @param maxIterations when to give up
   */
  public static GradientDescent withStep(double step, StoppingRule rule, int maxIterations) {
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("gradient descent needs a finite step > 0, not " + step);
    }
    return new GradientDescent(Curvature.known(0, 0), step, rule, maxIterations);
  }

  @Override
  public String name() {
    return "gradient descent";
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return true;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    StateVector like = StateVector.zeros(precision, rows, width);
    return new FirstOrderSession(new Step(), curvature, rule, maxIterations, like);
  }

  private final class Step implements FirstOrderSession.Update {

    private double alpha;

    @Override
    public void begin(SpectralBounds bounds, StateVector x) {
      alpha = Double.isNaN(step) ? 2 / (bounds.smallest() + bounds.largest()) : step;
    }

    @Override
    public void advance(StateVector x, StateVector g) {
      x.add(-alpha, g);
    }
  }
}
