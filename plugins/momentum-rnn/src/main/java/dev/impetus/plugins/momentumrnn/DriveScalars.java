// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * The scalars of a drive: what is fixed, or learnt and then changed with every update, while no
 * pass is under way.
 */
final class DriveScalars {

  /** Scalars that can be learnt, in the order of {@link Drive#scalarCotangents}. */
  static final int COUNT = 3;

  private final int restart;
  private double mu;
  private double stepSize;
  private double beta;
  private final double epsilon;

  /**
   * Scalars.
   *
   * @param mu momentum; unused with Nesterov's rule
   * @param stepSize s, the factor of the input
   * @param beta decay of the squares, for adaptive drives
   * @param epsilon what is added to the squares, inside the root
   * @param restart -1 for constant momentum; F &gt; 0: Nesterov's rule {@code (k-1)/(k+2)}, {@code
   *     k = (t mod F) + 1}, from the beginning in every sequence; 0: the same without restarts
   */
  DriveScalars(double mu, double stepSize, double beta, double epsilon, int restart) {
    this.mu = mu;
    this.stepSize = stepSize;
    this.beta = beta;
    this.epsilon = epsilon;
    this.restart = restart;
  }

  void set(double newMu, double newStepSize, double newBeta) {
    mu = newMu;
    stepSize = newStepSize;
    beta = newBeta;
  }

  double mu() {
    return mu;
  }

  double stepSize() {
    return stepSize;
  }

  double beta() {
    return beta;
  }

  double epsilon() {
    return epsilon;
  }

  boolean isScheduled() {
    return restart >= 0;
  }

  /** The coefficient of the velocity at a step of the sequence, counted from 0. */
  double momentum(int step) {
    return isScheduled() ? nesterov(step) : mu;
  }

  /** Nesterov's rule (k - 1)/(k + 2). */
  double nesterov(int step) {
    int sinceRestart = restart == 0 ? step : step % restart;
    return sinceRestart / (sinceRestart + 3.0);
  }
}
