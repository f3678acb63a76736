// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model;

import dev.impetus.model.data.Batch;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** Work space in which a model sees one batch at a time, forward and backward. */
public interface ModelPass {

  /**
   * Predicts, and keeps what {@link #backward} needs.
   *
   * @param batch of this pass's number of rows
   * @param training whether random regularisation such as dropout is active
   * @param seed seed of that regularisation in this pass
   * @return rows × width of the prediction; this pass's own, valid until the next forward
   * @throws dev.impetus.api.error.ImpetusException of kind NUMERICAL if a solve fails
   */
  StateVector forward(Batch batch, boolean training, long seed);

  /**
   * Pulls a cotangent of the latest prediction back to the parameters.
   *
   * @param predictionCotangent rows × width; not to be changed
   * @param parameterCotangent 1 × size of the layout, accumulated
   */
  void backward(StateVector predictionCotangent, StateVector parameterCotangent);

  /**
   * Reports figures about the latest forward, and backward if there was one: {@code
   * evaluations-forward}, {@code evaluations-backward}, {@code steps}, a damping. Trainers average
   * them over an epoch.
   */
  default void measure(ObjDoubleConsumer<String> figures) {}

  /**
   * The hidden state along the latest forward's solution at equally spaced places, first and last
   * included, each rows × width of the state, for pictures; empty if there is no such thing.
   */
  default List<StateVector> trajectory(int places) {
    return List.of();
  }
}
