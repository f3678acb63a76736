// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.training;

import dev.impetus.model.data.Batch;
import dev.impetus.solver.state.StateVector;

/** A figure about predictions, gathered over batches, for people. */
public interface Metric {

  /** The name under which it is reported, for example {@code accuracy}. */
  String name();

  /** Whether larger is better. */
  boolean higherIsBetter();

  /** Forgets everything. */
  void reset();

  /** Takes a batch in. */
  void add(StateVector prediction, Batch batch);

  /** The figure over all batches since {@link #reset}; NaN if there was none. */
  double value();
}
