// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepOutcome;

/**
 * The loop of methods that search along a direction p with residuals only: the step is the secant
 * method's zero of {@code φ(α) = ⟨p, r(z + αp)⟩}, from the residuals at z and at a trial point. It
 * is exact where the field is affine.
 */
final class DescentSession implements InnerSolver.Session {

  private static final double GROWTH = 1e6;

  /** How a method chooses its directions. */
  interface Directions {

    /** Forgets everything. */
    void restart();

    /** Writes the direction at a point with residual {@code g}. */
    void next(StateVector g, StateVector p);

    /** The trial step along the direction. */
    double trial(StateVector p, double lastTrial);

    /** The point moved by {@code alpha p}, and the residual became {@code g}. */
    void moved(double alpha, StateVector p, StateVector gBefore, StateVector g);
  }

  private final Directions directions;
  private final StoppingMonitor monitor;
  private final int limit;
  private final StateVector g;
  private final StateVector gBefore;
  private final StateVector p;
  private final StateVector trialPoint;
  private final StateVector trialResidual;
  private double lastStep;

  DescentSession(Directions directions, StoppingRule rule, int limit, StateVector like) {
    this.directions = directions;
    this.monitor = new StoppingMonitor(rule, like);
    this.limit = limit;
    g = like.newLike();
    gBefore = like.newLike();
    p = like.newLike();
    trialPoint = like.newLike();
    trialResidual = like.newLike();
  }

  @Override
  public InnerSolver.Result solve(ImplicitSystem system, StateVector z) {
    monitor.begin();
    directions.restart();
    system.residual(z, g);
    double first = StoppingMonitor.norm(g);
    for (int iteration = 0; ; iteration++) {
      double excess = monitor.excess(system, z, g, 0);
      if (monitor.isEnough(excess, iteration)) {
        return InnerSolver.Result.solved(iteration);
      }
      double size = StoppingMonitor.norm(g);
      if (!(size <= GROWTH * first)) {
        lastStep = 0;
        return new InnerSolver.Result(StepOutcome.INNER_DIVERGED, iteration, g.firstNonFiniteRow());
      }
      if (iteration == limit) {
        lastStep = 0;
        return new InnerSolver.Result(StepOutcome.INNER_NOT_CONVERGED, iteration, -1);
      }
      directions.next(g, p);
      move(system, z);
    }
  }

  private void move(ImplicitSystem system, StateVector z) {
    double trial = directions.trial(p, lastStep > 0 ? lastStep : 1 / system.leadingCoefficient());
    trialPoint.copyFrom(z);
    trialPoint.add(trial, p);
    system.residual(trialPoint, trialResidual);
    double slope = p.dot(g);
    double curvature = (p.dot(trialResidual) - slope) / trial;
    double alpha = curvature > 0 ? -slope / curvature : trial;
    // Without it, iterations on a solution at rest would chase the rounding of the residuals.
    monitor.stiffens(curvature / p.dot(p));
    gBefore.copyFrom(g);
    z.add(alpha, p);
    if (system.traits().affine()) {
      // The residual is affine along p: no need to evaluate it.
      trialResidual.add(-1, gBefore);
      g.add(alpha / trial, trialResidual);
    } else {
      system.residual(z, g);
    }
    lastStep = alpha;
    directions.moved(alpha, p, gBefore, g);
  }

  @Override
  public void reset() {
    lastStep = 0;
  }
}
