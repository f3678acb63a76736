// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepInterpolant;

/** A step's interpolant as a polynomial in θ whose coefficients are vectors. */
final class CapturedStep implements StepInterpolant {

  private final StateVector start;
  private final StateVector[] powers;

  CapturedStep(
      ContinuousExtension extension,
      StageSum sum,
      StateVector y,
      RowScalar h,
      StateVector[] slopes) {
    start = y.newLike();
    start.copyFrom(y);
    powers = new StateVector[extension.degree()];
    double[] weights = new double[sum.count()];
    for (int p = 0; p < powers.length; p++) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = extension.coefficient(sum.stages()[i], p + 1);
      }
      powers[p] = y.newLike();
      powers[p].setToScaledSum(h, weights, slopes, weights.length);
    }
  }

  @Override
  public void interpolate(RowScalar theta, StateVector out) {
    out.copyFrom(start);
    RowScalar power = theta.newLike();
    power.setAll(1);
    for (StateVector coefficient : powers) {
      for (int i = 0; i < power.size(); i++) {
        power.set(i, power.get(i) * theta.get(i));
      }
      out.add(power, coefficient);
    }
  }
}
