// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.toy;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.LossProvider;
import dev.impetus.solver.state.StateVector;

/** Mean of {@code (p − t)²}. */
public final class ToyLoss implements LossProvider, Loss {

  @Override
  public String id() {
    return "toy-squares";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public Loss create(ConfigView config, DataSignature data, DataField prediction) {
    return this;
  }

  @Override
  public double evaluate(StateVector prediction, Batch batch, StateVector cotangent) {
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      double error = prediction.get(row, 0) - batch.vector(DataField.TARGETS).get(row, 0);
      sum += error * error;
      if (cotangent != null) {
        cotangent.set(row, 0, 2 * error / batch.rows());
      }
    }
    return sum / batch.rows();
  }
}
