// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/** An instruction bound to its arrays. */
@FunctionalInterface
interface Step {
  void run();

  /** Runs what these gradients need; see {@link Program#wants}. */
  default void run(long wanted) {
    run();
  }
}
