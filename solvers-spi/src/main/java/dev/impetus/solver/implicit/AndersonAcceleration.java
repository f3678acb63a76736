// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepOutcome;

/**
 * Anderson's acceleration of the fixed-point iteration {@code z ← z - r(z)/c0}: of the last
 * residuals the combination of least norm is taken. Needs nothing of the field but evaluations, and
 * suits mildly stiff fields of any kind ({@code γhL} up to about 3). Anderson, "Iterative
 * procedures for nonlinear integral equations", Journal of the ACM 12, 1965, pages 547–560; Walker,
 * Ni, SIAM Journal on Numerical Analysis 49, 2011, pages 1715–1735.
 */
public final class AndersonAcceleration implements InnerSolver {

  private static final double GROWTH = 1e6;

  private final int memory;
  private final StoppingRule rule;
  private final int maxIterations;

  private AndersonAcceleration(int memory, StoppingRule rule, int maxIterations) {
    this.memory = memory;
    this.rule = rule;
    this.maxIterations = maxIterations;
  }

  /**
   * The method.
   *
   * @param memory differences that are kept, at least 1
   * @param rule when to stop
   * @param maxIterations when to give up
   */
  public static AndersonAcceleration of(int memory, StoppingRule rule, int maxIterations) {
    if (memory < 1) {
      throw new IllegalArgumentException("Anderson keeps at least one difference, not " + memory);
    }
    return new AndersonAcceleration(memory, rule, maxIterations);
  }

  @Override
  public String name() {
    return "Anderson";
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return false;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    return new Mixing(StateVector.zeros(precision, rows, width));
  }

  /** The differences of residuals are kept orthonormal, and those of the points follow them. */
  private final class Mixing implements Session {

    private final StoppingMonitor monitor;
    private final StateVector g;
    private final StateVector gLast;
    private final StateVector zLast;
    private final StateVector[] residualChange;
    private final StateVector[] pointChange;

    Mixing(StateVector like) {
      monitor = new StoppingMonitor(rule, like);
      g = like.newLike();
      gLast = like.newLike();
      zLast = like.newLike();
      residualChange = new StateVector[Math.min(memory, like.size())];
      pointChange = new StateVector[residualChange.length];
      for (int i = 0; i < residualChange.length; i++) {
        residualChange[i] = like.newLike();
        pointChange[i] = like.newLike();
      }
    }

    @Override
    public Result solve(ImplicitSystem system, StateVector z) {
      monitor.begin();
      double first = Double.NaN;
      int kept = 0;
      for (int iteration = 0; ; iteration++) {
        system.residual(z, g);
        if (monitor.isEnough(monitor.excess(system, z, g, 0), iteration)) {
          return Result.solved(iteration);
        }
        double size = StoppingMonitor.norm(g);
        if (iteration == 0) {
          first = size;
        }
        if (!(size <= GROWTH * first)) {
          return new Result(StepOutcome.INNER_DIVERGED, iteration, g.firstNonFiniteRow());
        }
        if (iteration == maxIterations) {
          return new Result(StepOutcome.INNER_NOT_CONVERGED, iteration, -1);
        }
        if (iteration > 0) {
          if (kept == residualChange.length) {
            kept = 0;
          }
          kept = remember(z, kept);
        }
        zLast.copyFrom(z);
        gLast.copyFrom(g);
        // g ← g - Q Qᵀ g, and the points follow: z ← z - S Qᵀ g.
        for (int i = 0; i < kept; i++) {
          double part = residualChange[i].dot(g);
          g.add(-part, residualChange[i]);
          z.add(-part, pointChange[i]);
        }
        z.add(-1 / system.leadingCoefficient(), g);
      }
    }

    /** Adds the latest differences to the orthonormal ones unless they are dependent. */
    private int remember(StateVector z, int kept) {
      StateVector q = residualChange[kept];
      StateVector s = pointChange[kept];
      q.copyFrom(g);
      q.add(-1, gLast);
      s.copyFrom(z);
      s.add(-1, zLast);
      double before = StoppingMonitor.norm(q);
      monitor.stiffens(before / StoppingMonitor.norm(s));
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < kept; i++) {
          double part = residualChange[i].dot(q);
          q.add(-part, residualChange[i]);
          s.add(-part, pointChange[i]);
        }
      }
      double after = StoppingMonitor.norm(q);
      if (!(after > 1e-10 * before)) {
        return kept;
      }
      q.scale(1 / after);
      s.scale(1 / after);
      return kept + 1;
    }

    @Override
    public void reset() {}
  }
}
