// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

/** How progress is shown. */
enum ProgressStyle {
  /** A bar on a terminal, lines elsewhere. */
  AUTO,
  /** A bar with the time that is left. */
  BAR,
  /** A line now and then, for logs. */
  LINES,
  /** Nothing. */
  NONE;

  /**
   * What AUTO means here. The launcher knows whether standard error is a terminal; Java does not
   * before 22, and then means another stream.
   */
  ProgressStyle resolve() {
    return this != AUTO ? this : Boolean.getBoolean("impetus.terminal") ? BAR : LINES;
  }
}
