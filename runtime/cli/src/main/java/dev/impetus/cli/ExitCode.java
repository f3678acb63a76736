// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;

/** What the command returns to a shell. Part of the interface: numbers are not reused. */
enum ExitCode {
  /** Everything went well. */
  FINE(0),
  /** The command line itself is wrong. */
  USAGE(1),
  /** The specification or a plugin is wrong. */
  CONFIGURATION(2),
  /** The data cannot be read or do not fit. */
  DATA(3),
  /** A solve or a training step failed. */
  NUMERICAL(4),
  /** A file could not be read or written. */
  STORAGE(5),
  /** A defect of Impetus or of a plugin; EX_SOFTWARE of sysexits. */
  INTERNAL(70),
  /** Stopped by Ctrl-C, as shells count it: 128 + SIGINT. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static ExitCode of(ErrorKind kind) {
    return switch (kind) {
      case CONFIGURATION, PLUGIN -> CONFIGURATION;
      case DATA -> DATA;
      case NUMERICAL -> NUMERICAL;
      case STORAGE -> STORAGE;
      case INTERNAL -> INTERNAL;
    };
  }
}
