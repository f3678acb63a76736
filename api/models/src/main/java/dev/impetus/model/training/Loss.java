// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.training;

import dev.impetus.model.data.Batch;
import dev.impetus.solver.state.StateVector;

/** A differentiable measure of how wrong predictions are, averaged over the rows of a batch. */
public interface Loss {

  /**
   * The loss of a batch.
   *
   * @param prediction rows × width of the prediction
   * @param batch the samples, with what is to be predicted
   * @param cotangent overwritten with the gradient with respect to the prediction; null if not
   *     wanted
   */
  double evaluate(StateVector prediction, Batch batch, StateVector cotangent);

  /**
   * The weight w of a batch among others: {@code Σ w · loss / Σ w} is the loss of all of them as
   * one batch. That is the number of rows, unless the loss averages over something else.
   */
  default double weight(Batch batch) {
    return batch.rows();
  }
}
