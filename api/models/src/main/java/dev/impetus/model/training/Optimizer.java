// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.training;

import dev.impetus.solver.state.StateVector;

/** Changes parameters by their gradient. Deterministic; for one thread. */
public interface Optimizer {

  /**
   * One update of the parameters in place.
   *
   * @param parameters 1 × n
   * @param gradient 1 × n; may be overwritten
   * @param iteration updates made so far
   * @param epoch epochs finished so far
   */
  void update(StateVector parameters, StateVector gradient, long iteration, int epoch);

  /** The learning rate that an update at this place uses, for reports. */
  double learningRate(long iteration, int epoch);

  /** Numbers that it remembers between updates. */
  int stateSize();

  /** Copies what it remembers, in float64 without loss, into {@code target}, of that size. */
  void saveState(double[] target);

  /** Goes on from what {@link #saveState} wrote, bit for bit. */
  void restoreState(double[] source);
}
