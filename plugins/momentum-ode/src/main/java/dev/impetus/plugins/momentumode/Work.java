// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.solver.SolveStatistics;
import java.util.function.ObjDoubleConsumer;

/** The work of the solves of one pass, forward and backward. */
final class Work {

  private SolveStatistics forward = SolveStatistics.NONE;
  private SolveStatistics backward;

  /** A new pass begins. */
  void reset() {
    forward = SolveStatistics.NONE;
    backward = null;
  }

  void addForward(SolveStatistics solve) {
    forward = forward.plus(solve);
  }

  void addBackward(SolveStatistics pullback) {
    backward = backward == null ? pullback : backward.plus(pullback);
  }

  /**
   * Reports it. Of the backward pass both are told: the evaluations of f, which are replays for a
   * discrete gradient and stages of the adjoint solve for a continuous one, and the vector–Jacobian
   * products.
   */
  void measure(ObjDoubleConsumer<String> figures) {
    figures.accept("evaluations-forward", (double) forward.evaluations());
    figures.accept("steps", (double) forward.acceptedSteps());
    figures.accept("rejected-steps", (double) forward.rejectedSteps());
    if (backward != null) {
      figures.accept("evaluations-backward", (double) backward.evaluations());
      figures.accept("vjps-backward", (double) backward.vectorJacobianProducts());
    }
  }
}
