// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.training.Loss;
import dev.impetus.solver.state.StateVector;

/**
 * The sum of all squared errors times a factor: a loss as a user writes it.
 *
 * @param factor 1 for the sum, one over the number of numbers for the mean
 */
record SquaredErrors(double factor) implements Loss {

  @Override
  public double evaluate(StateVector prediction, Batch batch, StateVector cotangent) {
    StateVector target = batch.vector(DataField.TARGETS);
    double sum = 0;
    for (int row = 0; row < prediction.rows(); row++) {
      for (int column = 0; column < prediction.width(); column++) {
        double error = prediction.get(row, column) - target.get(row, column);
        sum += error * error;
        if (cotangent != null) {
          cotangent.set(row, column, 2 * factor * error);
        }
      }
    }
    return factor * sum;
  }
}
