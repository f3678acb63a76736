// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.solver.state.StateVector;

/** Is told how a training goes, on the training's thread. What it throws ends the training. */
public interface TrainingListener {

  /** An update was made. */
  default void stepEnded(StepRecord step) {}

  /**
   * The gradients of an update were recorded, as {@link TrainingOptions#stepGradientsEvery} asks.
   * Called before {@link #stepEnded}.
   *
   * @param update its number, from 1
   * @param norms norm of the loss's gradient with respect to the hidden state at each step of the
   *     sequence, as {@link dev.impetus.model.ModelPass#recordStepGradients} says
   */
  default void stepGradients(long update, double[] norms) {}

  /**
   * An epoch has ended.
   *
   * @param state where the training stands; its vectors go on changing after this call
   */
  default void epochEnded(EpochRecord epoch, TrainingState state) {}

  /**
   * The last epoch is over and the model has the parameters that it will keep; nothing that fails
   * from now on, such as a solve on the test part, can change them.
   */
  default void parametersChosen(StateVector parameters) {}

  /** The training has ended. */
  default void trainingEnded(TrainingResult result) {}
}
