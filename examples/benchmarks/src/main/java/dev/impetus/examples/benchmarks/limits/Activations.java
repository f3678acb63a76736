// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

import dev.impetus.solver.state.Precision;

/**
 * Activations in loops that C2 vectorises. tanh is a rational function, good to 3e-8 (float32); the
 * others cost an exponential, which stands in by a polynomial of the degree that 2^r needs, without
 * the scaling by the exponent.
 */
public interface Activations {

  /** The values of an activation. */
  Runnable value(String activation);

  /** A cotangent times a derivative that is made of the value: one pass. */
  Runnable derivative();

  /** For so many numbers. */
  static Activations of(Precision precision, int size) {
    return precision == Precision.FLOAT32
        ? new Float32Activations(size)
        : new Float64Activations(size);
  }
}
