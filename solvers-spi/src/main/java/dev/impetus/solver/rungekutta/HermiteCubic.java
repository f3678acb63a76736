// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/**
 * Values of the cubic through both ends of a step and the slopes there,
 *
 * <pre>{@code
 * p(θ) = (1 + 2θ)(1 - θ)² y0 + θ(1 - θ)² h k0 + θ²(3 - 2θ) y1 - θ²(1 - θ) h k1
 * }</pre>
 *
 * <p>inside the step and beyond it: first guesses of stages.
 */
final class HermiteCubic {

  private final double[] weights = new double[4];
  private final StateVector[] terms = new StateVector[4];
  private RowScalar factor;

  /**
   * Writes {@code out ← p(θ)}.
   *
   * @param theta one number for all rows, or one a row like the step
   * @param step the step h
   */
  void value(
      RowScalar theta,
      RowScalar step,
      StateVector y0,
      StateVector k0,
      StateVector y1,
      StateVector k1,
      StateVector out) {
    terms[0] = y0;
    terms[1] = k0;
    terms[2] = y1;
    terms[3] = k1;
    if (step.isShared()) {
      for (int i = 0; i < 4; i++) {
        weights[i] = weight(i, theta.get(0), step.get(0));
      }
      out.setToSum(weights, terms, 4);
      return;
    }
    if (factor == null) {
      factor = step.newLike();
    }
    out.fill(0);
    for (int i = 0; i < 4; i++) {
      for (int row = 0; row < factor.size(); row++) {
        factor.set(row, weight(i, theta.get(row), step.get(row)));
      }
      out.add(factor, terms[i]);
    }
  }

  private static double weight(int term, double theta, double step) {
    double rest = 1 - theta;
    return switch (term) {
      case 0 -> (1 + 2 * theta) * rest * rest;
      case 1 -> theta * rest * rest * step;
      case 2 -> theta * theta * (3 - 2 * theta);
      default -> -theta * theta * rest * step;
    };
  }
}
