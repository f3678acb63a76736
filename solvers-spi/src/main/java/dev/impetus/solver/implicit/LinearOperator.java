// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.StateVector;

/** A square matrix that is known by its products. */
@FunctionalInterface
interface LinearOperator {

  /** Computes {@code out ← A v}. */
  void apply(StateVector v, StateVector out);
}
