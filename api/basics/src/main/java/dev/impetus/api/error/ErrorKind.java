// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.error;

/** Who can mend a problem. The command line derives its exit code from it. */
public enum ErrorKind {
  /** The specification, an option or an argument is wrong: the user mends it. */
  CONFIGURATION,
  /** A plugin is missing, rejected or does not fit: the user or its author mends it. */
  PLUGIN,
  /** The data cannot be read or do not fit the pipeline. */
  DATA,
  /** A solve or a training step failed: non-finite values, step limit, no convergence. */
  NUMERICAL,
  /** A file could not be read or written. */
  STORAGE,
  /** A defect of Impetus or of a plugin: the author mends it. */
  INTERNAL
}
