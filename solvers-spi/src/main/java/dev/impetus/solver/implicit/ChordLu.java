// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepOutcome;

/**
 * The chord (modified Newton) method with a dense LU factorisation: for small systems of any kind.
 * The Jacobian is read once from products with unit vectors and kept over steps, the factors are
 * made anew when the step changes; the Jacobian is read again when it is old, when the iteration
 * was slow, or when it failed with an old one. Convergence is judged by the changes δ and their
 * rate, as in CVODE: {@code R ‖δ‖ <= part of the error budget}, {@code R = max(0.3 R, ‖δ‖/‖δ⁻‖)},
 * divergence at a rate above 2. Hindmarsh et al., "SUNDIALS", ACM Transactions on Mathematical
 * Software 31, 2005, pages 363–396.
 *
 * <p>The factorisation is our own, so that this library solves small stiff systems with nothing but
 * the JDK.
 */
public final class ChordLu implements InnerSolver {

  private static final double RATE_MEMORY = 0.3;
  private static final double DIVERGENCE = 2;

  /** Solves after which the Jacobian is read again; more for blocks whose reading costs more. */
  private static final int OLD = 20;

  /** A rate at which it is read again although the iteration converged. */
  private static final double SLOW = 0.2;

  /** Changes that no longer shrink and are so many roundings of the state are its rounding. */
  private static final double ROUNDINGS = 64;

  private final StoppingRule rule;
  private final int maxIterations;

  private ChordLu(StoppingRule rule, int maxIterations) {
    this.rule = rule;
    this.maxIterations = maxIterations;
  }

  /**
   * The method.
   *
   * @param rule when to stop; {@link StoppingRule.Kind#TOLERANCE} is applied to changes, the others
   *     to residuals
   * @param maxIterations iterations with one Jacobian; a solve that has not converged then gets one
   *     more Jacobian before it is given up
   */
  public static ChordLu of(StoppingRule rule, int maxIterations) {
    return new ChordLu(rule, maxIterations);
  }

  @Override
  public String name() {
    return "chord with dense LU";
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return false;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    return new Chord(StateVector.zeros(precision, rows, width));
  }

  private final class Chord implements Session, LinearOperator {

    private final StoppingMonitor monitor;
    private final StateVector guess;
    private final StateVector residual;
    private BlockMatrix jacobian;
    private ImplicitSystem readSystem;
    private StateVector readPoint;
    private RowScalar factored;
    private double factoredLeading;
    private int age;
    private boolean wanted;
    private double rate;
    private int iterations;

    Chord(StateVector like) {
      monitor = new StoppingMonitor(rule, like);
      guess = like.newLike();
      residual = like.newLike();
      wanted = true;
    }

    @Override
    public Result solve(ImplicitSystem system, StateVector z) {
      guess.copyFrom(z);
      iterations = 0;
      boolean fresh = wanted || age >= Math.max(OLD, blockSize(system, z));
      if (fresh) {
        read(system, z);
      }
      age++;
      Result result = iterate(system, z);
      if (result.outcome() != StepOutcome.OK && !fresh) {
        z.copyFrom(guess);
        read(system, z);
        result = iterate(system, z);
      }
      if (result.outcome() == StepOutcome.INNER_NOT_CONVERGED) {
        // Slow rather than wrong: with the Jacobian of where it has come to.
        read(system, z);
        result = iterate(system, z);
      }
      boolean slow = rate > SLOW && result.iterations() > 2;
      wanted = slow || result.outcome() != StepOutcome.OK;
      return result;
    }

    private int blockSize(ImplicitSystem system, StateVector z) {
      return system.traits().rowsIndependent() ? z.width() : z.size();
    }

    /** Reads J from products with {@code c0 I - γ h J}. */
    private void read(ImplicitSystem system, StateVector z) {
      if (jacobian == null) {
        jacobian = new BlockMatrix(z, system.traits().rowsIndependent());
      }
      RowScalar scaled = system.scaledStep();
      if (factored == null || factored.size() != scaled.size()) {
        factored = scaled.newLike();
      }
      system.linearize(z, residual);
      readSystem = system;
      readPoint = z;
      jacobian.read(this);
      jacobian.unshift(system.leadingCoefficient(), scaled);
      factored.setAll(Double.NaN);
      age = 0;
      rate = 1;
    }

    @Override
    public void apply(StateVector v, StateVector out) {
      readSystem.applyJacobian(readPoint, v, out);
    }

    private boolean factor(ImplicitSystem system) {
      RowScalar scaled = system.scaledStep();
      double c0 = system.leadingCoefficient();
      boolean same = c0 == factoredLeading;
      for (int i = 0; i < scaled.size(); i++) {
        same &= scaled.get(i) == factored.get(i);
      }
      if (same) {
        return true;
      }
      factored.copyFrom(scaled);
      factoredLeading = c0;
      return jacobian.factorShifted(c0, scaled);
    }

    private Result iterate(ImplicitSystem system, StateVector z) {
      if (!factor(system)) {
        factored.setAll(Double.NaN);
        return failure(StepOutcome.LINEAR_SOLVE_FAILED);
      }
      boolean byChange = rule.kind() == StoppingRule.Kind.TOLERANCE;
      monitor.begin();
      double last = Double.NaN;
      for (int iteration = 0; ; iteration++) {
        system.residual(z, residual);
        if (!byChange && monitor.isEnough(monitor.excess(system, z, residual, 0), iteration)) {
          return Result.solved(iterations);
        }
        if (iteration == maxIterations) {
          return failure(StepOutcome.INNER_NOT_CONVERGED);
        }
        jacobian.solve(residual, residual);
        double change = system.norm(residual);
        if (!Double.isFinite(change)) {
          return failure(StepOutcome.INNER_DIVERGED);
        }
        z.add(-1, residual);
        iterations++;
        if (iteration > 0) {
          double ratio = change / last;
          if (ratio > 0.5 && isRounding(system, z, change)) {
            return Result.solved(iterations);
          }
          rate = Math.max(RATE_MEMORY * rate, ratio);
          if (ratio > DIVERGENCE) {
            return failure(StepOutcome.INNER_DIVERGED);
          }
        }
        if (byChange && Math.min(rate, 1) * change <= rule.tolerance()) {
          return Result.solved(iterations);
        }
        last = change;
      }
    }

    private boolean isRounding(ImplicitSystem system, StateVector z, double change) {
      double unit = StoppingMonitor.roundingUnit(z.precision());
      return change <= ROUNDINGS * unit * system.norm(z);
    }

    private Result failure(StepOutcome outcome) {
      return new Result(outcome, iterations, residual.firstNonFiniteRow());
    }

    @Override
    public void reset() {
      wanted = true;
    }
  }
}
