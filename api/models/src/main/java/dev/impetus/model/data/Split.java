// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

/** The parts of a data set. */
public enum Split {
  /** What parameters are fitted on, and the only part on which scalings are fitted. */
  TRAINING,
  /** What settings and stopping are chosen on. */
  VALIDATION,
  /** What is looked at once, at the end. */
  TEST
}
