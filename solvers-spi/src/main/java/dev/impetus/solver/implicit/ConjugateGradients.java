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

    /**
     * Whether x will do.
     *
     * @param size the Euclidean norm of x
     * @param residualSize the Euclidean norm of the residual
     */
    boolean isMet(StateVector x, double size, StateVector residual, double residualSize);
  }

  private final StateVector image;
  private final double[] weights = {1, 0};
  private final StateVector[] terms = new StateVector[2];
  private StateVector direction;
  private StateVector next;
  private int iterations;
  private double largestQuotient;

  ConjugateGradients(StateVector like) {
    direction = like.newLike();
    next = like.newLike();
    image = like.newLike();
  }

  /** Products made by the latest solve. */
  int iterations() {
    return iterations;
  }

  /** The largest {@code pᵀ A p / pᵀ p} of the directions so far, a lower bound of ‖A‖. */
  double largestQuotient() {
    return largestQuotient;
  }

  /** Another matrix is to follow. */
  void forgetQuotient() {
    largestQuotient = 0;
  }

  /**
   * Solves {@code A x = r} from zero. The norm of x follows from numbers at hand (Steihaug, "The
   * conjugate gradient method and trust regions in large scale optimization", SIAM Journal on
   * Numerical Analysis 20, 1983, pages 626–637).
   *
   * @param residual the right-hand side; overwritten with the residual
   * @param x overwritten with the solution
   * @return false if the limit was reached or A is not positive definite
   */
  boolean solve(LinearOperator a, StateVector residual, StateVector x, int limit, Stop stop) {
    direction.copyFrom(residual);
    double square = residual.dot(residual);
    double xx = 0;
    double xp = 0;
    double pp = square;
    for (iterations = 0; iterations < limit; ) {
      if (square == 0) {
        return finish(x);
      }
      a.apply(direction, image);
      iterations++;
      double curvature = direction.dot(image);
      if (!(curvature > 0)) {
        return false;
      }
      largestQuotient = Math.max(largestQuotient, curvature / pp);
      double alpha = square / curvature;
      advance(x, alpha);
      residual.add(-alpha, image);
      xx += alpha * (2 * xp + alpha * pp);
      double last = square;
      square = residual.dot(residual);
      if (stop.isMet(x, Math.sqrt(xx), residual, Math.sqrt(square))) {
        return true;
      }
      double beta = square / last;
      xp = beta * (xp + alpha * pp);
      pp = square + beta * beta * pp;
      turn(residual, beta);
    }
    return false;
  }

  /** Nothing is left to do; x was not written if nothing ever was. */
  private boolean finish(StateVector x) {
    if (iterations == 0) {
      x.fill(0);
    }
    return true;
  }

  /** {@code x ← x + αp}, from zero in the first iteration. */
  private void advance(StateVector x, double alpha) {
    if (iterations == 1) {
      weights[0] = alpha;
      terms[0] = direction;
      x.setToSum(weights, terms, 1);
    } else {
      x.add(alpha, direction);
    }
  }

  /** {@code p ← r + βp}. */
  private void turn(StateVector residual, double beta) {
    weights[0] = 1;
    weights[1] = beta;
    terms[0] = residual;
    terms[1] = direction;
    next.setToSum(weights, terms, 2);
    StateVector freed = direction;
    direction = next;
    next = freed;
  }
}
