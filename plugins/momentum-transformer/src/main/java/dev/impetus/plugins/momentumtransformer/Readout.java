// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** Where predictions are read from. */
enum Readout {
  /** The state of every token, a prediction each. */
  EACH_STEP,
  /** The mean of the states over the real tokens. */
  MEAN,
  /** The state of the first token. */
  FIRST,
  /** The state of the last real token. */
  LAST
}
