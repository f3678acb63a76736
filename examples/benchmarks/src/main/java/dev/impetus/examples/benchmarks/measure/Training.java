// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.measure;

import java.util.List;
import java.util.function.Consumer;

/** A training that is timed step by step. */
public interface Training {

  /** Steps of the whole training. */
  int steps();

  /**
   * Trains from the beginning, and tells of each step when it has ended. What {@code listener}
   * throws ends the training.
   */
  void train(Consumer<TrainingStep> listener);

  /** What the steps, perhaps not all of them, have to agree with. */
  List<Check> checks(List<TrainingStep> steps);
}
