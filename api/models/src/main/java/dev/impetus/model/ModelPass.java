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
   * Steps of a sequence for which {@link #recordStepGradients} records; 0 for models that do not go
   * through sequences step by step.
   */
  default int steps() {
    return 0;
  }

  /**
   * Has the next {@link #backward}, and no later one, write how large the loss's gradient with
   * respect to the hidden state is at each step: the Euclidean norm of ∂L/∂h_t over all rows and
   * units, of the topmost layer. L is what the given cotangent comes from, so if that is a mean
   * over rows, the norm shrinks with the square root of their number. What gradients vanish or
   * explode by (Bengio, Simard and Frasconi 1994) can be read off it.
   *
   * @param norms {@link #steps} numbers, overwritten
   * @throws UnsupportedOperationException if there are no steps
   */
  default void recordStepGradients(double[] norms) {
    throw new UnsupportedOperationException("this model has no steps");
  }

  /**
   * The hidden state along the latest forward's solution at equally spaced places, first and last
   * included, each rows × width of the state, for pictures; empty if there is no such thing.
   */
  default List<StateVector> trajectory(int places) {
    return List.of();
  }
}
