// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/**
 * A step that works position by position: what it reads for one is at that position of its arrays,
 * and so is what others of its size read of it. So several of them may run stretch by stretch
 * instead of one after the other. A reduction reads position by position and writes a result that
 * is smaller; it carries what it has gathered from one stretch to the next, from position 0 on.
 *
 * @param size positions
 * @param grain stretches begin and end at multiples of this, the last one's end aside
 */
record PositionStep(int size, int grain, Kernel kernel) implements Step {

  /** Positions of a stretch; divides a first-level cache of 32 KiB by the arrays of a step. */
  static final int STRETCH = 2048;

  /** Works on positions {@code from <= position < to}. */
  @FunctionalInterface
  interface Kernel {
    void run(int from, int to);
  }

  /** A step that any stretches suit. */
  PositionStep(int size, Kernel kernel) {
    this(size, 1, kernel);
  }

  /**
   * A step on blocks of neighbouring positions that are worked on as wholes.
   *
   * @param part multiples of this are where a block may be interrupted if it is the only one and
   *     longer than a stretch
   */
  static PositionStep ofBlocks(int blocks, int block, int part, Kernel kernel) {
    int size = blocks * block;
    boolean isInterrupted = block > STRETCH && blocks == 1;
    return new PositionStep(size, isInterrupted ? part : block, kernel);
  }

  @Override
  public void run() {
    kernel.run(0, size);
  }
}
