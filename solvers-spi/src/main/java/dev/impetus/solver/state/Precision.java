// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

/** The floating-point type of a state. Times, step sizes and norms are double in either. */
public enum Precision {
  /** IEEE binary32 in a {@code float[]}; unit round-off 6.0e-8. */
  FLOAT32(Math.ulp(1f) / 2.0),
  /** IEEE binary64 in a {@code double[]}; unit round-off 1.1e-16. */
  FLOAT64(Math.ulp(1.0) / 2.0);

  private final double unitRoundoff;

  Precision(double unitRoundoff) {
    this.unitRoundoff = unitRoundoff;
  }

  /** Half the distance from 1 to the next larger number. */
  public double unitRoundoff() {
    return unitRoundoff;
  }
}
