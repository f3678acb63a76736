// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import java.util.Arrays;

/**
 * Squares of the Euclidean norms of ∂L/∂h_t, h_t being the last layer's hidden state at step t of a
 * block of rows: those of the first and the last step, and of the others where somebody asked, as
 * they cost a pass over the cotangents each.
 */
final class StepGradients {

  private final double[] squares;
  private boolean everyStep;

  StepGradients(int steps) {
    squares = new double[steps];
  }

  /** Begins anew with zeros. */
  void begin(boolean wantsEveryStep) {
    everyStep = wantsEveryStep;
    Arrays.fill(squares, 0);
  }

  boolean wants(int step) {
    return everyStep || step == 0 || step == squares.length - 1;
  }

  /** Adds what one direction has of a step. */
  void add(int step, double square) {
    squares[step] += square;
  }

  double square(int step) {
    return squares[step];
  }
}
