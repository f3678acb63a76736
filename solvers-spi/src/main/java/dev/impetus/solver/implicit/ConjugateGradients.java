// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.StateVector;

/**
 * Conjugate gradients for {@code A x = b}, A symmetric and positive definite: Hestenes, Stiefel,
 * "Methods of conjugate gradients for solving linear systems", Journal of Research of the National
 * Bureau of Standards 49, 1952, pages 409–436.
 */
final class ConjugateGradients {

  /** Decides after each iteration whether a solution will do. */
  interface Stop {
    boolean isMet(StateVector x, StateVector residual);
  }

  private final StateVector residual;
  private final StateVector direction;
  private final StateVector next;
  private final StateVector image;
  private final double[] weights = {1, 0};
  private final StateVector[] terms = new StateVector[2];
  private int iterations;

  ConjugateGradients(StateVector like) {
    residual = like.newLike();
    direction = like.newLike();
    next = like.newLike();
    image = like.newLike();
  }

  /** Products made by the latest solve. */
  int iterations() {
    return iterations;
  }

  /**
   * Solves from zero.
   *
   * @param x overwritten with the solution
   * @return false if the limit was reached or A is not positive definite
   */
  boolean solve(LinearOperator a, StateVector b, StateVector x, int limit, Stop stop) {
    x.fill(0);
    residual.copyFrom(b);
    direction.copyFrom(b);
    double square = residual.dot(residual);
    for (iterations = 0; iterations < limit; ) {
      if (square == 0) {
        return true;
      }
      a.apply(direction, image);
      iterations++;
      double curvature = direction.dot(image);
      if (!(curvature > 0)) {
        return false;
      }
      double alpha = square / curvature;
      x.add(alpha, direction);
      residual.add(-alpha, image);
      if (stop.isMet(x, residual)) {
        return true;
      }
      double last = square;
      square = residual.dot(residual);
      weights[1] = square / last;
      terms[0] = residual;
      terms[1] = direction;
      next.setToSum(weights, terms, 2);
      direction.copyFrom(next);
    }
    return false;
  }
}
