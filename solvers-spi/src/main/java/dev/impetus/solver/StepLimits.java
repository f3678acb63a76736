// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

/**
 * When a solve gives up, and how long its steps may be.
 *
 * @param maxSteps attempts of steps in one solve, accepted or not
 * @param minStep smallest length of a step; 0 leaves ten units in the last place of the time
 * @param maxStep largest length of a step; infinity for none
 */
public record StepLimits(long maxSteps, double minStep, double maxStep) {

  /** A hundred thousand steps, of any length. */
  public static final StepLimits DEFAULT = new StepLimits(100_000, 0, Double.POSITIVE_INFINITY);

  /** Checks the ranges. */
  public StepLimits {
    if (maxSteps < 1 || !(minStep >= 0) || !(maxStep > minStep)) {
      throw new IllegalArgumentException(
          "step limits need maxSteps >= 1 and 0 <= minStep < maxStep, but are "
              + maxSteps
              + ", "
              + minStep
              + ", "
              + maxStep);
    }
  }
}
