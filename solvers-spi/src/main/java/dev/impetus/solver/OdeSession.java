// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.state.StateVector;

/**
 * Solves again and again with one field and one shape, without allocating in the steps, and
 * differentiates the latest solve. For one thread.
 */
public interface OdeSession {

  /**
   * Solves from {@code (t0, y0)} through the output times.
   *
   * @param y0 initial state, rows × width; copied
   * @param t0 initial time
   * @param outputTimes at least one, strictly monotone from {@code t0} on, forwards or backwards;
   *     the first may equal {@code t0}
   * @return the result; its vectors belong to this session and are valid until its next solve
   * @throws IllegalArgumentException if shapes or times do not fit, before the first evaluation
   */
  Solution solve(StateVector y0, double t0, double... outputTimes);

  /**
   * Differentiates the latest solve, which must have been successful. See {@link
   * dev.impetus.solver.gradient.GradientTape#pullback}.
   *
   * @throws IllegalStateException if there is no successful solve, or no gradient mode
   */
  SolveStatistics pullback(
      StateVector[] outputCotangents, StateVector initialCotangent, StateVector parameterCotangent);
}
