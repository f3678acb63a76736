// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/**
 * A step that works position by position: what it reads and writes for one is at that position of
 * its arrays. So several of them may run stretch by stretch instead of one after the other.
 */
record PositionStep(int size, Kernel kernel) implements Step {

  /** Works on positions {@code from <= position < to}. */
  @FunctionalInterface
  interface Kernel {
    void run(int from, int to);
  }

  @Override
  public void run() {
    kernel.run(0, size);
  }
}
