// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

import dev.impetus.solver.state.Precision;

/**
 * The solve of W1 written for that one problem: positions and velocities in arrays of their own, so
 * that C2 vectorises each pass; the slope of a position is the velocity and is never copied;
 * nothing is allocated.
 */
public interface VanDerPolLimit {

  /** Solves. */
  void solve();

  /** The latest solve's end, rows of position and velocity. */
  double[] end();

  /** Steps that the latest solve tried. */
  int steps();

  /**
   * Prepares a solve.
   *
   * @param starts rows of position and velocity
   * @param times of the outputs; the first is the beginning
   */
  static VanDerPolLimit of(
      Precision precision, double mu, double[] starts, double[] times, double tolerance) {
    return precision == Precision.FLOAT32
        ? new Float32VanDerPol(mu, starts, times, tolerance)
        : new Float64VanDerPol(mu, starts, times, tolerance);
  }
}
