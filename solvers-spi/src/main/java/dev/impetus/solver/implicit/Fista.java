// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.function.DoubleSupplier;

/**
 * FISTA with restart: momentum {@code (t-1)/t⁺} with {@code t⁺ = (1 + √(1+4t²))/2}, begun anew
 * whenever it points uphill, {@code ⟨r(x), z⁺ - z⟩ > 0}. Needs M only, and is nearly as fast as
 * with m. Beck, Teboulle, "A fast iterative shrinkage-thresholding algorithm", SIAM Journal on
 * Imaging Sciences 2, 2009, pages 183–202; O'Donoghue, Candès, "Adaptive restart for accelerated
 * gradient schemes", Foundations of Computational Mathematics 15, 2015, pages 715–732.
 */
public final class Fista implements InnerSolver {

  private final Curvature curvature;
  private final StoppingRule rule;
  private final int maxIterations;

  private Fista(Curvature curvature, StoppingRule rule, int maxIterations) {
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
  public static Fista of(Curvature curvature, StoppingRule rule, int maxIterations) {
    return new Fista(curvature, rule, maxIterations);
  }

  @Override
  public String name() {
    return "FISTA with restart";
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

    private double t;

    Step(StateVector like) {
      super(like);
    }

    @Override
    void begin(SpectralBounds bounds) {
      t = 1;
    }

    @Override
    double momentum(DoubleSupplier slope) {
      if (slope.getAsDouble() > 0) {
        t = 1;
        return 0;
      }
      double next = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
      double beta = (t - 1) / next;
      t = next;
      return beta;
    }
  }
}
