// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/** Where predictions are read from. */
enum Readout {
  /** The state after the last step. */
  LAST,
  /** The mean of the states over the steps. */
  MEAN,
  /** The state at every step, a prediction each. */
  EACH_STEP
}
