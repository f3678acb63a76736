// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

/** Is told how a training goes, on the training's thread. What it throws ends the training. */
public interface TrainingListener {

  /** An update was made. */
  default void stepEnded(StepRecord step) {}

  /**
   * An epoch has ended.
   *
   * @param state where the training stands; its vectors go on changing after this call
   */
  default void epochEnded(EpochRecord epoch, TrainingState state) {}

  /** The training has ended. */
  default void trainingEnded(TrainingResult result) {}
}
