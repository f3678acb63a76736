// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Vocabulary;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.training.LossProvider;
import dev.impetus.model.training.MetricProvider;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.runtime.plugin.PluginReport;
import dev.impetus.runtime.training.TrainingOptions;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverProvider;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A specification whose plugins are there and whose options are checked. Nothing has been computed
 * and no array exists yet. {@link PipelineFactory#resolve} makes it.
 */
public final class ResolvedPipeline {

  private final PipelineSpec spec;
  private final Path folder;
  private final Chosen<DataProvider> data;
  private final Chosen<ArchitectureProvider> model;
  private final Optional<Chosen<SolverProvider>> solver;
  private final Optional<OdeSolver> odeSolver;
  private final Chosen<EngineProvider> engine;
  private final Chosen<LossProvider> loss;
  private final List<Chosen<MetricProvider>> metrics;
  private final Chosen<OptimizerProvider> optimizer;
  private final TrainingOptions training;

  ResolvedPipeline(
      PipelineSpec spec,
      Path folder,
      Chosen<DataProvider> data,
      Chosen<ArchitectureProvider> model,
      Optional<Chosen<SolverProvider>> solver,
      Optional<OdeSolver> odeSolver,
      Chosen<EngineProvider> engine,
      Chosen<LossProvider> loss,
      List<Chosen<MetricProvider>> metrics,
      Chosen<OptimizerProvider> optimizer,
      TrainingOptions training) {
    this.spec = spec;
    this.folder = folder;
    this.data = data;
    this.model = model;
    this.solver = solver;
    this.odeSolver = odeSolver;
    this.engine = engine;
    this.loss = loss;
    this.metrics = List.copyOf(metrics);
    this.optimizer = optimizer;
    this.training = training;
  }

  /** The specification with all defaults filled in and all paths absolute. */
  public PipelineSpec spec() {
    return spec;
  }

  /** The options of the training. */
  public TrainingOptions training() {
    return training;
  }

  /** The plugins it uses, each once, in the order of the specification's sections. */
  public List<PluginReport> plugins() {
    return Stream.of(
            Stream.of(data, model),
            solver.stream(),
            Stream.of(engine, loss),
            metrics.stream(),
            Stream.of(optimizer))
        .flatMap(chosen -> chosen)
        .map(Chosen::report)
        .distinct()
        .toList();
  }

  /**
   * The vocabulary of a field of the data, without reading any.
   *
   * @param fitted what {@link dev.impetus.model.data.Dataset#fitted()} gave in training
   */
  public Optional<Vocabulary> vocabulary(Map<String, String> fitted, String field) {
    return data.create(() -> data.provider().vocabulary(data.config(), fitted, field));
  }

  /**
   * The model's options that can switch its method off, by path, with the values that do so: {@code
   * model.mu} with 0 where a momentum is meant. Those that have another value, or none, are what a
   * control has to change ({@link ArchitectureProvider#offValues}).
   */
  public Map<String, Object> offValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    model
        .create(() -> model.provider().offValues(model.config()))
        .forEach((option, value) -> values.put("model." + option, value));
    return values;
  }

  Path folder() {
    return folder;
  }

  Chosen<DataProvider> data() {
    return data;
  }

  Chosen<ArchitectureProvider> model() {
    return model;
  }

  Optional<OdeSolver> odeSolver() {
    return odeSolver;
  }

  Chosen<EngineProvider> engine() {
    return engine;
  }

  Chosen<LossProvider> loss() {
    return loss;
  }

  List<Chosen<MetricProvider>> metrics() {
    return metrics;
  }

  Chosen<OptimizerProvider> optimizer() {
    return optimizer;
  }
}
