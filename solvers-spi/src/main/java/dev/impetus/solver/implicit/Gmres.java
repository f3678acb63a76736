// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * GMRES with restarts for {@code A x = b}: modified Gram–Schmidt, orthogonalised twice, and Givens
 * rotations. Saad, Schultz, "GMRES: a generalized minimal residual algorithm for solving
 * nonsymmetric linear systems", SIAM Journal on Scientific and Statistical Computing 7, 1986, pages
 * 856–869.
 */
final class Gmres {

  private final int restart;
  private final StateVector[] basis;
  private final StateVector residual;
  private final StateVector image;
  private final double[][] hessenberg;
  private final double[] cosine;
  private final double[] sine;
  private final double[] right;
  private int iterations;
  private double largestProduct;

  Gmres(int restart, StateVector like) {
    this.restart = Math.min(restart, like.size());
    basis = new StateVector[this.restart + 1];
    for (int i = 0; i < basis.length; i++) {
      basis[i] = like.newLike();
    }
    residual = like.newLike();
    image = like.newLike();
    hessenberg = new double[this.restart + 1][this.restart];
    cosine = new double[this.restart];
    sine = new double[this.restart];
    right = new double[this.restart + 1];
  }

  /** Products with A made by the latest solve, those for residuals after a restart included. */
  int iterations() {
    return iterations;
  }

  /** The norm of the longest product of the latest solve with a unit vector, at most ‖A‖. */
  double largestProduct() {
    return largestProduct;
  }

  /**
   * Solves from zero until the residual is {@code tolerance} times the right-hand side.
   *
   * @param x overwritten with the solution
   * @return false if the limit was reached or numbers became infinite
   */
  boolean solve(LinearOperator a, StateVector b, StateVector x, double tolerance, int limit) {
    x.fill(0);
    iterations = 0;
    largestProduct = 0;
    residual.copyFrom(b);
    double whole = StoppingMonitor.norm(b);
    double size = whole;
    while (size > tolerance * whole) {
      if (!(iterations < limit) || !Double.isFinite(size)) {
        return false;
      }
      cycle(a, x, size, tolerance * whole, limit);
      // The residual of the recursion drifts from the true one by rounding.
      a.apply(x, image);
      iterations++;
      residual.copyFrom(b);
      residual.add(-1, image);
      double last = size;
      size = StoppingMonitor.norm(residual);
      if (!(size < last)) {
        return size <= tolerance * whole;
      }
    }
    return true;
  }

  private void cycle(LinearOperator a, StateVector x, double size, double target, int limit) {
    basis[0].copyFrom(residual);
    basis[0].scale(1 / size);
    Arrays.fill(right, 0);
    right[0] = size;
    int k = 0;
    while (k < restart && iterations < limit) {
      a.apply(basis[k], image);
      iterations++;
      double before = StoppingMonitor.norm(image);
      largestProduct = Math.max(largestProduct, before);
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i <= k; i++) {
          double product = image.dot(basis[i]);
          hessenberg[i][k] = pass == 0 ? product : hessenberg[i][k] + product;
          image.add(-product, basis[i]);
        }
      }
      double after = StoppingMonitor.norm(image);
      boolean invariant = !(after > 1e-14 * before);
      rotate(k, invariant ? 0 : after);
      k++;
      if (invariant || Math.abs(right[k]) <= target) {
        break;
      }
      basis[k].copyFrom(image);
      basis[k].scale(1 / after);
    }
    for (int i = k - 1; i >= 0; i--) {
      for (int j = i + 1; j < k; j++) {
        right[i] -= hessenberg[i][j] * right[j];
      }
      right[i] /= hessenberg[i][i];
    }
    for (int i = 0; i < k; i++) {
      x.add(right[i], basis[i]);
    }
  }

  /** Applies the earlier rotations to column k and makes one that removes {@code below}. */
  private void rotate(int k, double below) {
    for (int i = 0; i < k; i++) {
      double upper = hessenberg[i][k];
      double lower = hessenberg[i + 1][k];
      hessenberg[i][k] = cosine[i] * upper + sine[i] * lower;
      hessenberg[i + 1][k] = cosine[i] * lower - sine[i] * upper;
    }
    double radius = Math.hypot(hessenberg[k][k], below);
    cosine[k] = radius == 0 ? 1 : hessenberg[k][k] / radius;
    sine[k] = radius == 0 ? 0 : below / radius;
    hessenberg[k][k] = radius;
    right[k + 1] = -sine[k] * right[k];
    right[k] = cosine[k] * right[k];
  }
}
