// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.function.DoubleSupplier;

/**
 * Nesterov's method for strongly convex problems: {@code z ← x - r(x)/M; x ← z + β (z - z⁻)} with
 * {@code β = (√κ-1)/(√κ+1)}, of rate {@code 1 - 1/√κ} for the energy. Nesterov, Introductory
 * Lectures on Convex Optimization, 2004, 2.2.1. The inner problem always has {@code m >= c0} on a
 * convex energy, so β is known.
 */
public final class Nesterov implements InnerSolver {

  private final Curvature curvature;
  private final StoppingRule rule;
  private final int maxIterations;

  private Nesterov(Curvature curvature, StoppingRule rule, int maxIterations) {
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
  public static Nesterov of(Curvature curvature, StoppingRule rule, int maxIterations) {
    return new Nesterov(curvature, rule, maxIterations);
  }

  @Override
  public String name() {
    return "Nesterov";
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

  private static final class Step extends ExtrapolatedDescent {

    private double beta;

    Step(StateVector like) {
      super(like);
    }

    @Override
    void begin(SpectralBounds bounds) {
      double root = Math.sqrt(bounds.condition());
      beta = (root - 1) / (root + 1);
    }

    @Override
    double momentum(DoubleSupplier slope) {
      return beta;
    }
  }
}
