// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepOutcome;

/**
 * The loop that gradient descent and its accelerated variants share: evaluate {@code g = r(x)},
 * test, move x.
 */
final class FirstOrderSession implements InnerSolver.Session {

  /** A residual so many times the first one means divergence. */
  private static final double GROWTH = 1e6;

  /** How a method moves the point at which it evaluates the residual. */
  interface Update {

    /** A solve begins at this point, with these bounds of the Hessian. */
    void begin(SpectralBounds bounds, StateVector x);

    /** Moves {@code x}, at which the residual is {@code g}. */
    void advance(StateVector x, StateVector g);
  }

  private final Update update;
  private final CurvatureEstimate curvature;
  private final StoppingMonitor monitor;
  private final int limit;
  private final StateVector g;

  FirstOrderSession(
      Update update, Curvature curvature, StoppingRule rule, int limit, StateVector like) {
    this.update = update;
    this.curvature = new CurvatureEstimate(curvature, like);
    this.monitor = new StoppingMonitor(rule, like);
    this.limit = limit;
    this.g = like.newLike();
  }

  @Override
  public InnerSolver.Result solve(ImplicitSystem system, StateVector z) {
    SpectralBounds bounds = curvature.bounds(system, z);
    if (!bounds.arePositive()) {
      curvature.forget();
      return new InnerSolver.Result(StepOutcome.INNER_DIVERGED, 0, -1);
    }
    monitor.begin();
    update.begin(bounds, z);
    double first = Double.NaN;
    for (int iteration = 0; ; iteration++) {
      system.residual(z, g);
      double excess = monitor.excess(system, z, g, bounds.largest());
      if (monitor.isEnough(excess, iteration)) {
        return InnerSolver.Result.solved(iteration);
      }
      double size = StoppingMonitor.norm(g);
      if (iteration == 0) {
        first = size;
      }
      if (!(size <= GROWTH * first)) {
        curvature.forget();
        return new InnerSolver.Result(StepOutcome.INNER_DIVERGED, iteration, g.firstNonFiniteRow());
      }
      if (iteration == limit) {
        curvature.forget();
        return new InnerSolver.Result(StepOutcome.INNER_NOT_CONVERGED, iteration, -1);
      }
      update.advance(z, g);
    }
  }

  @Override
  public void reset() {
    curvature.forget();
  }
}
