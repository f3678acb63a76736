// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import dev.impetus.solver.Tolerances;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/** Measures a vector relative to the tolerances. */
@FunctionalInterface
public interface ErrorNorm {

  /**
   * Writes the norm of {@code v / (atol + rtol · max(|y0|, |y1|))}: 1 is just acceptable. NaN and
   * infinities propagate.
   *
   * @param v an error estimate, a slope, a difference
   * @param y0 the state at one end of the step
   * @param y1 the state at the other end; may be {@code y0}
   * @param out one norm, or one a row, as its size says
   */
  void measure(StateVector v, StateVector y0, StateVector y1, Tolerances tolerances, RowScalar out);
}
