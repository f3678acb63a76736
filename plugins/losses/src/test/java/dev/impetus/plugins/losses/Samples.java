// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/** Small batches written by hand. */
final class Samples {

  private Samples() {}

  static Batch batch(DataSignature data, double[] targets, double[] mask) {
    int rows = targets.length / data.require(DataField.TARGETS, "test").width();
    Batch batch = new Batch(data, Precision.FLOAT64, rows);
    batch.vector(DataField.TARGETS).copyFrom(targets, 0);
    if (mask != null) {
      boolean own = data.find(DataField.TARGET_MASK).isPresent();
      batch.vector(own ? DataField.TARGET_MASK : DataField.MASK).copyFrom(mask, 0);
    }
    return batch;
  }

  static StateVector prediction(int rows, double... numbers) {
    StateVector vector = StateVector.zeros(Precision.FLOAT64, rows, numbers.length / rows);
    vector.copyFrom(numbers, 0);
    return vector;
  }
}
