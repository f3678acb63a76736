// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.ErrorNorm;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;

/**
 * Shortens an error estimate {@code e} by the factor {@code ‖e‖ / √(‖e‖² + 0.01 ‖d‖²)}, where
 * {@code d} is a second one of lower order: Hairer, Nørsett, Wanner, Solving Ordinary Differential
 * Equations I, 2nd ed. 1993, II.5 (DOP853).
 */
final class DampedError {

  private static final double SHARE_OF_SECOND = 0.01;

  private final StageSum sum;
  private final ErrorNorm norm;
  private final Tolerances tolerances;
  private final StateVector second;
  private final StateVector shortened;
  private RowScalar first;
  private RowScalar measured;

  DampedError(StageSum sum, StepContext context, StateVector like) {
    this.sum = sum;
    norm = context.norm();
    tolerances = context.tolerances();
    second = like.newLike();
    shortened = like.newLike();
  }

  /** The vectors of which the second estimate is the sum. */
  StateVector[] terms(StateVector[] slopes) {
    return sum.terms(slopes);
  }

  void apply(StateVector y, RowScalar h, StateVector[] terms, StepAttempt attempt) {
    if (first == null || first.size() != h.size()) {
      first = h.newLike();
      measured = h.newLike();
    }
    second.setToScaledSum(h, sum.weights(), terms, sum.count());
    norm.measure(attempt.error(), y, attempt.result(), tolerances, first);
    norm.measure(second, y, attempt.result(), tolerances, measured);
    for (int i = 0; i < first.size(); i++) {
      double e = first.get(i);
      double d = measured.get(i);
      double length = Math.sqrt(e * e + SHARE_OF_SECOND * d * d);
      first.set(i, length == 0 ? 0 : e / length);
    }
    shortened.fill(0);
    shortened.add(first, attempt.error());
    attempt.error().copyFrom(shortened);
  }
}
