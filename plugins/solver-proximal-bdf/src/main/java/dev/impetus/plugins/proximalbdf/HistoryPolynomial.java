// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepInterpolant;

/** The interpolant of a step: the polynomial through its result and past values. */
final class HistoryPolynomial implements StepInterpolant {

  private final StateVector[] values;
  private final double[] tau;
  private final double[] weights;
  private int degree;

  /** A place for polynomials up to a degree. */
  HistoryPolynomial(int highestDegree) {
    values = new StateVector[highestDegree + 1];
    tau = new double[highestDegree];
    weights = new double[highestDegree + 1];
  }

  /** Goes through z and the latest {@code newDegree} past values, which are kept by reference. */
  void through(StateVector z, StateVector[] past, double[] places, int newDegree) {
    degree = newDegree;
    values[0] = z;
    System.arraycopy(past, 0, values, 1, degree);
    System.arraycopy(places, 0, tau, 0, degree);
  }

  /** Copies the values, so that the polynomial outlives the step. */
  void keep() {
    for (int j = 0; j <= degree; j++) {
      StateVector copy = values[j].newLike();
      copy.copyFrom(values[j]);
      values[j] = copy;
    }
  }

  @Override
  public void interpolate(RowScalar theta, StateVector out) {
    HistoryWeights.inside(tau, degree, theta.get(0) - 1, weights);
    out.setToSum(weights, values, degree + 1);
  }
}
