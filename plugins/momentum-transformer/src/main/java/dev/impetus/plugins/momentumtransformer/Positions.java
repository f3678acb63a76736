// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * How positions enter.
 *
 * @param kind what stands for a position
 * @param concatenated whether it is put behind the embedding, each half of a token's state, instead
 *     of being added
 */
record Positions(Kind kind, boolean concatenated) {

  /** What stands for a position. */
  enum Kind {
    /** Nothing. */
    NONE,
    /** sin and cos of the position in wavelengths from 2π to 20 000π (Vaswani et al., 2017). */
    SINUSOIDAL,
    /** A learnt vector each. */
    LEARNED
  }

  private static final double LONGEST = 10_000;

  /** Numbers of the embedding of a token in a state of so many. */
  int embeddingWidth(int width) {
    return concatenated ? width / 2 : width;
  }

  /** Numbers that stand for a position; 0 if there are none. */
  int width(int width) {
    return kind == Kind.NONE ? 0 : concatenated ? width - width / 2 : width;
  }

  /** Number i of the sinusoidal encoding of a position in so many numbers. */
  static double sinusoid(long position, int i, int width) {
    double angle = position / Math.pow(LONGEST, (i - i % 2) / (double) width);
    return i % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
  }
}
