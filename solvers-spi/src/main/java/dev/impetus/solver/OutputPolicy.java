// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

/** How output times are met. */
public enum OutputPolicy {
  /**
   * Steps go as far as accuracy allows; outputs inside a step are interpolated. The last output
   * time is hit exactly, by a last step that is cut short; what would be rejected only for what
   * lies beyond the end is saved.
   */
  INTERPOLATE,
  /** Every output time ends a step. */
  EXACT,
  /**
   * As {@link #INTERPOLATE}, but the last step may pass the last output time, whose state is then
   * interpolated too. So does torchdiffeq, and evaluation counts equal its counts only so; the
   * field is evaluated outside the interval.
   */
  OVERSHOOT
}
