// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model;

import dev.impetus.model.data.DataField;
import dev.impetus.solver.state.StateVector;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A differentiable function of a batch, with its parameters in one flat vector that belongs to the
 * caller. The vector may be in optimiser, checkpoint and gradient exchange at once, as single
 * passes.
 */
public interface Model extends AutoCloseable {

  /** Where each parameter lies. */
  ParameterLayout parameters();

  /** What it predicts for one sample. */
  DataField prediction();

  /**
   * Writes initial values. Deterministic: the same generator state gives the same bits.
   *
   * @param parameters 1 × size of the layout
   */
  void initialize(StateVector parameters, RandomGenerator random);

  /**
   * Takes over parameter values; to be called before the first pass and after every update, while
   * no pass is under way. All passes of the model use them.
   */
  void setParameters(StateVector parameters);

  /**
   * Called after every update of the optimiser, before {@link #setParameters}: a model whose
   * parameters are charts of a manifold may write the same function in another chart. What it
   * writes is part of the training's state.
   *
   * @param parameters 1 × size of the layout, to be changed in place
   * @param updates updates made so far, at least 1
   */
  default void afterUpdate(StateVector parameters, long updates) {}

  /**
   * Work space for batches of so many rows. Several may be alive; each is for one thread.
   *
   * @param rows at least 1
   */
  ModelPass newPass(int rows);

  /**
   * Work space that reads sequences step by step, with the parameters of the latest {@link
   * #setParameters}; empty if the model is none of sequences, or what it predicts for a step
   * depends on later ones.
   *
   * @param rows at least 1
   * @throws dev.impetus.api.error.ImpetusException of kind CONFIGURATION if it is such a model but
   *     as it is configured has no recurrent form, saying why
   */
  default Optional<StepwisePass> newStepwisePass(int rows) {
    return Optional.empty();
  }

  /** Frees what it and its passes hold; idempotent. */
  @Override
  void close();
}
