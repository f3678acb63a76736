// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.solver.state.StateVector;

/** Copies between the array of one storage and vectors of callers. */
interface Exchange {

  /** Takes as many numbers as the storage has, from position {@code offset} of the source on. */
  void read(StateVector source, int offset);

  /** Gives all numbers, to the target from position {@code offset} on. */
  void write(StateVector target, int offset);

  /** Adds all numbers to those of the target from position {@code offset} on. */
  void add(StateVector target, int offset);

  void fillWithZeros();
}
