// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.model.Model;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.Optimizer;
import dev.impetus.solver.state.Precision;
import java.util.List;
import java.util.Objects;

/**
 * What is trained, on what, and by what. The parts belong to the caller, who closes the model.
 *
 * @param model the model
 * @param data the data
 * @param loss what is minimised
 * @param metrics figures to report beside it
 * @param optimizer what changes the parameters
 * @param precision floating-point type of the parameters
 * @param seed seed of initial values, of the order of samples and of random regularisation
 */
public record TrainingSetup(
    Model model,
    Dataset data,
    Loss loss,
    List<Metric> metrics,
    Optimizer optimizer,
    Precision precision,
    long seed) {

  /** Copies the list. */
  public TrainingSetup {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(loss, "loss");
    metrics = List.copyOf(metrics);
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(precision, "precision");
  }
}
