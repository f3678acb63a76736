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

  /** For the rounding of the length of a change that is known by recurrence. */
  private static final double SLACK = 1.01;

  private final StoppingRule rule;
  private final double unit;
  private final StateVector movement;
  private final double[] weights = new double[3];
  private final StateVector[] terms = new StateVector[3];
  private double first;
  private double rounding;
  private double sizeAtPoint;
  private double movementAtPoint;

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
   * By which factor the residual at z is too large: up to 1 it is good enough; NaN if it is not
   * finite.
   *
   * @param stiffness a bound of {@code ‖c0 I - γ h J‖}, of which the rounding of the residual is a
   *     multiple; 0 if unknown
   */
  double excess(ImplicitSystem system, StateVector z, StateVector residual, double stiffness) {
    double size = norm(residual);
    movementAtPoint = Double.NaN;
    if (!Double.isFinite(size)) {
      return Double.NaN;
    }
    if (Double.isNaN(first)) {
      first = size;
      double largest = Math.max(system.leadingCoefficient(), stiffness);
      sizeAtPoint = norm(z);
      rounding = ROUNDINGS * unit * (largest * sizeAtPoint + norm(system.rightHandSide()));
    }
    return excess(system, z, null, 0, residual, size);
  }

  /** The rounding of the residual is at least that of a product with a matrix of this norm. */
  void stiffens(double stiffness) {
    if (Double.isFinite(stiffness)) {
      rounding = Math.max(rounding, ROUNDINGS * unit * stiffness * sizeAtPoint);
    }
  }

  /**
   * The same for the residual at {@code z - change}, z being the point of the latest call of the
   * method above. A residual that is too large whatever the movement, which is no longer than that
   * at z and the change together, is told without computing the movement.
   *
   * @param changeSize the Euclidean norm of the change
   * @param size the Euclidean norm of the residual
   */
  double excess(
      ImplicitSystem system,
      StateVector z,
      StateVector change,
      double changeSize,
      StateVector residual,
      double size) {
    if (!Double.isFinite(size)) {
      return Double.NaN;
    }
    if (size <= rounding) {
      return 0;
    }
    double c0 = system.leadingCoefficient();
    if (rule.kind() == StoppingRule.Kind.RESIDUAL) {
      return size / (rule.tolerance() * first);
    }
    if (rule.kind() == StoppingRule.Kind.ENERGY) {
      return ofMovement(rule.tolerance(), system, z, change, changeSize, size);
    }
    double ofBudget = system.norm(residual) / (c0 * rule.tolerance());
    return ofBudget > 1
        ? ofBudget
        : Math.max(ofBudget, ofMovement(PART_OF_MOVEMENT, system, z, change, changeSize, size));
  }

  /**
   * Whether an iteration may end. A prediction alone is never enough, whatever its residual: its
   * error has the same sign in every step and would add up.
   */
  boolean isEnough(double excess, int iteration) {
    return excess == 0 || (excess <= 1 && iteration > 0);
  }

  /** The residual relative to a part of the movement; a lower bound of that if it is above 1. */
  private double ofMovement(
      double part,
      ImplicitSystem system,
      StateVector z,
      StateVector change,
      double changeSize,
      double size) {
    if (Double.isNaN(movementAtPoint)) {
      movementAtPoint = movement(system, z, null);
    }
    if (change == null) {
      return size / (part * movementAtPoint);
    }
    double longest = movementAtPoint + SLACK * system.leadingCoefficient() * changeSize;
    return size > part * longest
        ? size / (part * longest)
        : size / (part * movement(system, z, change));
  }

  private double movement(ImplicitSystem system, StateVector z, StateVector change) {
    weights[0] = system.leadingCoefficient();
    weights[1] = -1;
    weights[2] = -weights[0];
    terms[0] = z;
    terms[1] = system.rightHandSide();
    terms[2] = change;
    movement.setToSum(weights, terms, change == null ? 2 : 3);
    return norm(movement);
  }

  static double norm(StateVector v) {
    return Math.sqrt(v.dot(v));
  }
}
