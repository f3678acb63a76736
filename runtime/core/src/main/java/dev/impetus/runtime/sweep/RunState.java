// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

/** Where a run of a sweep stands. */
public enum RunState {
  /** Nothing is there. */
  NEW,
  /** It was begun, and goes on from its last checkpoint. */
  UNFINISHED,
  /** It is finished. */
  FINISHED,
  /** It came to an end that is none: it diverged, or its process died. */
  FAILED
}
