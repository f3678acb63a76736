// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * Nesterov's method: {@code z ← x - r(x)/M; x ← z + β (z - z⁻)}, with one of two rules for β.
 * Nesterov, Introductory Lectures on Convex Optimization, 2004, 2.2.1; Su, Boyd, Candès, "A
 * differential equation for modeling Nesterov's accelerated gradient method", Journal of Machine
 * Learning Research 17, 2016.
 */
public final class Nesterov implements InnerSolver {

  /** How β is chosen. */
  public enum Momentum {
    /**
     * {@code β = (√κ-1)/(√κ+1)}, of rate {@code 1 - 1/√κ} for the energy. The inner problem of a
     * convex energy always has {@code m >= c0}, so β is known.
     */
    CONSTANT,
    /**
     * {@code β = k/(k+3)} in iteration k, of rate {@code 1/k²}: needs M only, and oscillates where
     * the problem is strongly convex.
     */
    GROWING
  }

  private final Momentum momentum;
  private final Curvature curvature;
  private final StoppingRule rule;
  private final int maxIterations;

  private Nesterov(Momentum momentum, Curvature curvature, StoppingRule rule, int maxIterations) {
    this.momentum = Objects.requireNonNull(momentum, "momentum");
    this.curvature = curvature;
    this.rule = rule;
    this.maxIterations = maxIterations;
  }

  /**
   * The method with constant momentum.
   *
   * @param curvature bounds of the energy's Hessian
   * @param rule when to stop
   * @param maxIterations when to give up
   */
  public static Nesterov of(Curvature curvature, StoppingRule rule, int maxIterations) {
    return of(Momentum.CONSTANT, curvature, rule, maxIterations);
  }

  /**
   * The method.
   *
   * @param momentum the rule for β
   * @param curvature bounds of the energy's Hessian
   * @param rule when to stop
   * @param maxIterations when to give up
   */
  public static Nesterov of(
      Momentum momentum, Curvature curvature, StoppingRule rule, int maxIterations) {
    return new Nesterov(momentum, curvature, rule, maxIterations);
  }

  @Override
  public String name() {
    return momentum == Momentum.CONSTANT ? "Nesterov" : "Nesterov with momentum k/(k+3)";
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

  private final class Step extends ExtrapolatedDescent {

    private double beta;
    private int iteration;

    Step(StateVector like) {
      super(like);
    }

    @Override
    void begin(SpectralBounds bounds) {
      double root = Math.sqrt(bounds.condition());
      beta = (root - 1) / (root + 1);
      iteration = 0;
    }

    @Override
    double momentum(DoubleSupplier slope) {
      if (momentum == Momentum.CONSTANT) {
        return beta;
      }
      double k = iteration++;
      return k / (k + 3);
    }
  }
}
