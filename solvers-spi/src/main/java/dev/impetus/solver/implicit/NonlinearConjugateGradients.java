// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Objects;

/**
 * Nonlinear conjugate gradients with residuals only (a neural field has no energy to evaluate): the
 * step along a direction is the secant method's. Two evaluations an iteration, one where the field
 * is affine. Fletcher, Reeves, "Function minimization by conjugate gradients", Computer Journal 7,
 * 1964, pages 149–154; Polak, Ribière, "Note sur la convergence de méthodes de directions
 * conjuguées", RIRO 3, 1969, pages 35–43; restart: Powell, "Restart procedures for the conjugate
 * gradient method", Mathematical Programming 12, 1977, pages 241–254.
 */
public final class NonlinearConjugateGradients implements InnerSolver {

  /** How the last direction enters the next one, {@code p⁺ = -g⁺ + βp}. */
  public enum Formula {
    /** {@code β = ‖g⁺‖²/‖g‖²}, with Powell's restart. */
    FLETCHER_REEVES,
    /** {@code β = max(0, ⟨g⁺, g⁺-g⟩/‖g‖²)}, which restarts of its own accord. */
    POLAK_RIBIERE_PLUS
  }

  /** Residuals that are less orthogonal than this restart Fletcher–Reeves. */
  private static final double POWELL = 0.2;

  private final Formula formula;
  private final StoppingRule rule;
  private final int maxIterations;

  private NonlinearConjugateGradients(Formula formula, StoppingRule rule, int maxIterations) {
    this.formula = Objects.requireNonNull(formula, "formula");
    this.rule = rule;
    this.maxIterations = maxIterations;
  }

  /**
   * The method.
   *
   * @param formula for β
   * @param rule when to stop
   * @param maxIterations when to give up
   */
  public static NonlinearConjugateGradients of(
      Formula formula, StoppingRule rule, int maxIterations) {
    return new NonlinearConjugateGradients(formula, rule, maxIterations);
  }

  @Override
  public String name() {
    return formula == Formula.FLETCHER_REEVES
        ? "nonlinear CG (Fletcher-Reeves)"
        : "nonlinear CG (Polak-Ribiere+)";
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return true;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    StateVector like = StateVector.zeros(precision, rows, width);
    return new DescentSession(new Conjugate(like), rule, maxIterations, like);
  }

  private final class Conjugate implements DescentSession.Directions {

    private final StateVector last;
    private final StateVector sum;
    private final double[] weights = {-1, 0};
    private final StateVector[] terms = new StateVector[2];
    private double beta;
    private int sinceRestart;

    Conjugate(StateVector like) {
      last = like.newLike();
      sum = like.newLike();
    }

    @Override
    public void restart() {
      beta = 0;
      sinceRestart = 0;
    }

    @Override
    public void next(StateVector g, StateVector p) {
      weights[1] = beta;
      terms[0] = g;
      terms[1] = last;
      sum.setToSum(weights, terms, 2);
      if (beta != 0 && sum.dot(g) >= 0) {
        weights[1] = 0;
        sum.setToSum(weights, terms, 2);
      }
      p.copyFrom(sum);
      last.copyFrom(sum);
    }

    @Override
    public double trial(StateVector p, double lastTrial) {
      return lastTrial;
    }

    @Override
    public void moved(double alpha, StateVector p, StateVector gBefore, StateVector g) {
      double before = gBefore.dot(gBefore);
      double after = g.dot(g);
      double mixed = g.dot(gBefore);
      if (formula == Formula.POLAK_RIBIERE_PLUS) {
        beta = Math.max(0, (after - mixed) / before);
      } else {
        beta = Math.abs(mixed) >= POWELL * after ? 0 : after / before;
      }
      if (++sinceRestart >= g.size()) {
        restart();
      }
    }
  }
}
