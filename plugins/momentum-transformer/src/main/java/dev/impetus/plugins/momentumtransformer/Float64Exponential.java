// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.Float64Functions;

/** eˣ of exponents that are not positive but for rounding; below -700 they count as -700. */
final class Float64Exponential {

  private static final double LOWEST = -700;

  private final Float64Functions functions = new Float64Functions();

  /** x ← eˣ. */
  void apply(double[] exponents, int count) {
    for (int i = 0; i < count; i++) {
      exponents[i] = exponents[i] < LOWEST ? LOWEST : exponents[i];
    }
    functions.exp(exponents, 0, exponents, 0, count);
  }
}
