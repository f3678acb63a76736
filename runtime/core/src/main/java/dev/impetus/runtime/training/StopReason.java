// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

/** Why a training ended. */
public enum StopReason {
  /** All epochs are done. */
  EPOCHS_DONE,
  /** The validation part saw no improvement for too long. */
  NO_IMPROVEMENT
}
