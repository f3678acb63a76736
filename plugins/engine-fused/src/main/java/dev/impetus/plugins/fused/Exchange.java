// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.solver.state.StateVector;

/**
 * Copies between the array of one storage and vectors of callers. Cotangents that are all tiny are
 * scaled up on their way in and down on their way out, because arithmetic on denormal numbers takes
 * many times longer; pullbacks are linear, and powers of two cost no rounding.
 */
interface Exchange {

  /** Takes as many numbers as the storage has, from position {@code offset} of the source on. */
  void read(StateVector source, int offset);

  /** Gives all numbers, to the target from position {@code offset} on. */
  void write(StateVector target, int offset);

  /** Adds all numbers to those of the target from position {@code offset} on. */
  void add(StateVector target, int offset);

  /** Whether all numbers are so small that what follows from them might be denormal. */
  boolean isTiny();

  /** Scales all numbers up. */
  void scaleUp();

  /** Sets denormal numbers to zero. */
  void flush();

  /** As {@link #write}, scaled down again and without denormal numbers. */
  void writeScaledDown(StateVector target, int offset);

  /** As {@link #add}, scaled down again and without denormal numbers. */
  void addScaledDown(StateVector target, int offset);

  void fillWithZeros();
}
