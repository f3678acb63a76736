// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.ModelPass;
import java.util.List;
import java.util.function.Supplier;

/** Has the gradients of a sequence's steps recorded every so many updates, and tells listeners. */
final class StepGradientWatch {

  private final int every;
  private final double[] norms;
  private boolean recorded;

  /**
   * A watch.
   *
   * @param options of the training
   * @param pass any pass of the model; asked for only if there is something to record
   * @throws ImpetusException of kind CONFIGURATION if gradients are to be recorded and the model
   *     has no steps
   */
  StepGradientWatch(TrainingOptions options, Supplier<ModelPass> pass) {
    every = options.stepGradientsEvery().orElse(0);
    norms = new double[every > 0 ? pass.get().steps() : 0];
    if (every > 0 && norms.length == 0) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "there are no steps whose gradients could be recorded",
              "training.step-gradients-every",
              "the architecture does not go through sequences step by step",
              "remove the option, or train a recurrent net"));
    }
  }

  /** Before a pass is pulled back; of the parts of an update the last is recorded. */
  void before(ModelPass pass, long updates) {
    recorded = every > 0 && updates % every == 0;
    if (recorded) {
      pass.recordStepGradients(norms);
    }
  }

  /** After an update; {@code updates} counts it. */
  void after(long updates, List<TrainingListener> listeners) {
    if (recorded) {
      listeners.forEach(listener -> listener.stepGradients(updates, norms.clone()));
    }
  }
}
