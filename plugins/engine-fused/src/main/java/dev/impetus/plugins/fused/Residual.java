// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.solver.state.StateVector;

/** Numbers that vjp reads of what apply computed: how they are put aside, and back. */
interface Residual {

  int size();

  /** Copies them to a stretch of a record. */
  void save(StateVector record, int offset);

  /** Copies them back to wherever vjp reads them. */
  void restore(StateVector record, int offset);
}
