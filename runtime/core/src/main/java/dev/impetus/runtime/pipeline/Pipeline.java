// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.model.Model;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.Optimizer;
import dev.impetus.runtime.plugin.PluginReport;
import dev.impetus.runtime.training.TrainingOptions;
import dev.impetus.runtime.training.TrainingSetup;
import dev.impetus.solver.OdeSolver;
import java.util.List;
import java.util.Optional;

/** A wired pipeline: plain objects, ready to train or to predict. */
public final class Pipeline implements AutoCloseable {

  private final ResolvedPipeline resolved;
  private final Engine engine;
  private final Dataset data;
  private final Model model;
  private final Loss loss;
  private final List<Metric> metrics;
  private final Optimizer optimizer;
  private final List<String> warnings;
  private final CreatedParts parts;

  Pipeline(
      ResolvedPipeline resolved,
      Engine engine,
      Dataset data,
      Model model,
      Loss loss,
      List<Metric> metrics,
      Optimizer optimizer,
      List<String> warnings,
      CreatedParts parts) {
    this.resolved = resolved;
    this.engine = engine;
    this.data = data;
    this.model = model;
    this.loss = loss;
    this.metrics = List.copyOf(metrics);
    this.optimizer = optimizer;
    this.warnings = List.copyOf(warnings);
    this.parts = parts;
  }

  /** The specification with all defaults filled in and all paths absolute: what a run records. */
  public PipelineSpec spec() {
    return resolved.spec();
  }

  /** The options of the training. */
  public TrainingOptions training() {
    return resolved.training();
  }

  /** Where its plugins come from: provenance. */
  public List<PluginReport> plugins() {
    return resolved.plugins();
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  /** The solver, if the specification names one. */
  public Optional<OdeSolver> solver() {
    return resolved.odeSolver();
  }

  /** The data. */
  public Dataset data() {
    return data;
  }

  /** The model; its parameters are not initialised. */
  public Model model() {
    return model;
  }

  /** The loss. */
  public Loss loss() {
    return loss;
  }

  /** The metrics, in the order of the specification. */
  public List<Metric> metrics() {
    return metrics;
  }

  /** The optimiser. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** The parts as a trainer wants them. */
  public TrainingSetup setup() {
    return new TrainingSetup(
        model, data, loss, metrics, optimizer, spec().precision(), spec().seed());
  }

  /**
   * What is likely to be a mistake: a solver that the architecture did not ask for, or whose
   * gradients need care.
   */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Closes what was created, in reverse order; idempotent.
   *
   * @throws RuntimeException the first failure, with the others suppressed in it
   */
  @Override
  public void close() {
    parts.close();
  }
}
