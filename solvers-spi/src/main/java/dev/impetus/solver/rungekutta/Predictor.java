// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

/** The first guess of a stage's solution. */
public enum Predictor {
  /** The state at the step's beginning: safe where undamped stiff components oscillate. */
  STATE,
  /**
   * The stage with the slope of the stage before it; in the first stage the last slope of the step
   * before. For backward Euler that is the straight line through the last two states. The first
   * step after a start begins with {@link #STATE}, its slope belonging to no solved stage.
   */
  SLOPE,
  /**
   * The cubic through the last step's ends and the slopes there, extrapolated by at most twice that
   * step, and {@link #SLOPE} beyond that: for methods of order 3 and above.
   */
  CUBIC
}
