// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/** Applies a {@link StoppingRule} to the iterates of one solve. */
final class StoppingMonitor {

  /** Part of the movement that a residual may be when the tolerances alone would let it pass. */
  private static final double PART_OF_MOVEMENT = 0.1;

  private static final double ROUNDINGS = 4;

  private final StoppingRule rule;
  private final double unit;
  private final StateVector movement;
  private final double[] weights = new double[2];
  private final StateVector[] terms = new StateVector[2];
  private double first;

  StoppingMonitor(StoppingRule rule, StateVector like) {
    this.rule = rule;
    unit = roundingUnit(like.precision());
    movement = like.newLike();
  }

  static double roundingUnit(Precision precision) {
    return precision == Precision.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
  }

  void begin() {
    first = Double.NaN;
  }

  /**
   * By which factor the residual is too large: up to 1 it is good enough; NaN if it is not finite.
   *
   * @param stiffness a bound of {@code ‖c0 I - γ h J‖}, of which the rounding of the residual is a
   *     multiple; 0 if unknown
   */
  double excess(ImplicitSystem system, StateVector z, StateVector residual, double stiffness) {
    double size = norm(residual);
    if (!Double.isFinite(size)) {
      return Double.NaN;
    }
    if (Double.isNaN(first)) {
      first = size;
    }
    double c0 = system.leadingCoefficient();
    double rounding =
        ROUNDINGS * unit * (Math.max(c0, stiffness) * norm(z) + norm(system.rightHandSide()));
    if (size <= rounding) {
      return 0;
    }
    return switch (rule.kind()) {
      case RESIDUAL -> size / (rule.tolerance() * first);
      case ENERGY -> size / (rule.tolerance() * movement(system, z));
      case TOLERANCE ->
          Math.max(
              system.norm(residual) / (c0 * rule.tolerance()),
              size / (PART_OF_MOVEMENT * movement(system, z)));
    };
  }

  /**
   * Whether an iteration may end. A prediction alone is never enough, whatever its residual: its
   * error has the same sign in every step and would add up.
   */
  boolean isEnough(double excess, int iteration) {
    return excess == 0 || (excess <= 1 && iteration > 0);
  }

  private double movement(ImplicitSystem system, StateVector z) {
    weights[0] = system.leadingCoefficient();
    weights[1] = -1;
    terms[0] = z;
    terms[1] = system.rightHandSide();
    movement.setToSum(weights, terms, 2);
    return norm(movement);
  }

  static double norm(StateVector v) {
    return Math.sqrt(v.dot(v));
  }
}
