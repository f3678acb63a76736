// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.state.StateVector;

/** A solution as a continuous function of time, by the method's own interpolant. */
public interface DenseSolution {

  /** The time at which it begins. */
  double start();

  /** The time up to which it is known; less than {@link #start()} for integration backwards. */
  double end();

  /**
   * Writes the state at a time.
   *
   * @throws IllegalArgumentException if {@code t} is outside the interval
   */
  void evaluate(double t, StateVector out);
}
