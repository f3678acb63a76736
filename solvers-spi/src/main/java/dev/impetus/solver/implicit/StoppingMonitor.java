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
  private final double[] weights = new double[3];
  private final StateVector[] terms = new StateVector[3];
  private double first;
  private double rounding;

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

  /** {@link #excess(ImplicitSystem, StateVector, StateVector, StateVector, double)} at z itself. */
  double excess(ImplicitSystem system, StateVector z, StateVector residual, double stiffness) {
    return excess(system, z, null, residual, stiffness);
  }

  /**
   * By which factor the residual at {@code z + change} is too large: up to 1 it is good enough; NaN
   * if it is not finite.
   *
   * @param change null for none
   * @param stiffness a bound of {@code ‖c0 I - γ h J‖}, of which the rounding of the residual is a
   *     multiple; 0 if unknown
   */
  double excess(
      ImplicitSystem system,
      StateVector z,
      StateVector change,
      StateVector residual,
      double stiffness) {
    double size = norm(residual);
    if (!Double.isFinite(size)) {
      return Double.NaN;
    }
    double c0 = system.leadingCoefficient();
    if (Double.isNaN(first)) {
      first = size;
      double magnitude = Math.max(c0, stiffness) * norm(z) + norm(system.rightHandSide());
      rounding = ROUNDINGS * unit * magnitude;
    }
    if (size <= rounding) {
      return 0;
    }
    if (rule.kind() == StoppingRule.Kind.RESIDUAL) {
      return size / (rule.tolerance() * first);
    }
    if (rule.kind() == StoppingRule.Kind.ENERGY) {
      return size / (rule.tolerance() * movement(system, z, change));
    }
    double ofBudget = system.norm(residual) / (c0 * rule.tolerance());
    return ofBudget > 1
        ? ofBudget
        : Math.max(ofBudget, size / (PART_OF_MOVEMENT * movement(system, z, change)));
  }

  /**
   * Whether an iteration may end. A prediction alone is never enough, whatever its residual: its
   * error has the same sign in every step and would add up.
   */
  boolean isEnough(double excess, int iteration) {
    return excess == 0 || (excess <= 1 && iteration > 0);
  }

  private double movement(ImplicitSystem system, StateVector z, StateVector change) {
    weights[0] = system.leadingCoefficient();
    weights[1] = -1;
    weights[2] = change == null ? 0 : weights[0];
    terms[0] = z;
    terms[1] = system.rightHandSide();
    terms[2] = change;
    movement.setToSum(weights, terms, 3);
    return norm(movement);
  }

  static double norm(StateVector v) {
    return Math.sqrt(v.dot(v));
  }
}
