// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import java.nio.file.Path;

/**
 * A run of a setting, and where it is kept.
 *
 * @param setting the setting
 * @param seed the seed
 * @param folder the folder of the run; beside it are its specification, what its process printed,
 *     and, if it failed, why
 */
public record PlannedRun(Setting setting, long seed, Path folder) {

  /** What it is called: {@code mu 0.6, s 1, seed 2}. */
  public String label() {
    return setting.label() + ", seed " + seed;
  }

  /** Its specification, from which its process begins. */
  public Path specification() {
    return beside(".yaml");
  }

  /** What its process printed. */
  public Path log() {
    return beside(".log");
  }

  /** Why it failed; there only if it did. */
  public Path failure() {
    return beside(".failure.json");
  }

  private Path beside(String ending) {
    return folder.resolveSibling(folder.getFileName() + ending);
  }
}
