// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

/** How output times before the last are met. The last is always hit exactly by a step. */
public enum OutputPolicy {
  /** Steps go as far as accuracy allows; outputs inside a step are interpolated. */
  INTERPOLATE,
  /** Every output time ends a step. */
  EXACT
}
