// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepInterpolant;

/** The interpolant of a step: the polynomial through its result and past values. */
final class HistoryPolynomial implements StepInterpolant {

  private final StateVector[] differences;
  private final double[] tau;
  private final double[] weights;
  private final double[] coefficients;
  private StateVector result;
  private StateVector latest;
  private int degree;

  /** A place for polynomials up to a degree. */
  HistoryPolynomial(int highestDegree) {
    differences = new StateVector[highestDegree];
    tau = new double[highestDegree];
    weights = new double[highestDegree + 1];
    coefficients = new double[highestDegree];
  }

  /** Goes through z and the latest {@code newDegree} past values, which are kept by reference. */
  void through(StateVector z, History history, double[] places, int newDegree) {
    degree = newDegree;
    result = z;
    latest = history.latest();
    System.arraycopy(history.differences(), 0, differences, 0, degree - 1);
    System.arraycopy(places, 0, tau, 0, degree);
  }

  /** Copies the values, so that the polynomial outlives the step. */
  void keep() {
    result = copy(result);
    latest = copy(latest);
    for (int j = 0; j < degree - 1; j++) {
      differences[j] = copy(differences[j]);
    }
  }

  private static StateVector copy(StateVector vector) {
    StateVector copy = vector.newLike();
    copy.copyFrom(vector);
    return copy;
  }

  @Override
  public void interpolate(RowScalar theta, StateVector out) {
    HistoryWeights.inside(tau, degree, theta.get(0) - 1, weights);
    double ofResult = weights[0];
    System.arraycopy(weights, 1, weights, 0, degree);
    HistoryWeights.ofDifferences(weights, degree, coefficients);
    out.setToSum(coefficients, differences, degree - 1);
    out.add(ofResult, result);
    out.add(1 - ofResult, latest);
  }
}
