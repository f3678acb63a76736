// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.model.Model;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.Optimizer;
import dev.impetus.runtime.plugin.PluginRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects of one pipeline. Each is made once; Guice makes what a method's parameters name
 * before it calls the method, so engine and data come before the model, and the model before what
 * measures it.
 */
final class PipelineModule extends AbstractModule {

  private final ResolvedPipeline resolved;
  private final DataContext dataContext;
  private final Optional<Dataset> givenData;
  private final CreatedParts parts;

  PipelineModule(
      ResolvedPipeline resolved,
      DataContext dataContext,
      Optional<Dataset> givenData,
      CreatedParts parts) {
    this.resolved = resolved;
    this.dataContext = dataContext;
    this.givenData = givenData;
    this.parts = parts;
  }

  @Override
  protected void configure() {
    bind(ResolvedPipeline.class).toInstance(resolved);
    bind(DataContext.class).toInstance(dataContext);
    bind(CreatedParts.class).toInstance(parts);
    requireBinding(Pipeline.class);
    requireBinding(com.google.inject.Key.get(new TypeLiteral<List<Metric>>() {}));
  }

  @Provides
  @Singleton
  Engine engine() {
    return parts.add(
        resolved
            .engine()
            .create(() -> resolved.engine().provider().create(resolved.engine().config())));
  }

  /** The engine is asked for so that one that cannot start is known before data are read. */
  @Provides
  @Singleton
  Dataset data(DataContext context, @SuppressWarnings("unused") Engine first) {
    return givenData.orElseGet(
        () ->
            parts.add(
                resolved
                    .data()
                    .create(
                        () -> resolved.data().provider().load(resolved.data().config(), context))));
  }

  @Provides
  @Singleton
  PipelineModelContext modelContext(Dataset data, Engine engine, PluginRegistry registry) {
    return new PipelineModelContext(
        resolved, data.signature(), engine, registry.ids(PluginKind.SOLVER));
  }

  @Provides
  @Singleton
  Model model(PipelineModelContext context) {
    return parts.add(
        resolved
            .model()
            .create(() -> resolved.model().provider().create(resolved.model().config(), context)));
  }

  @Provides
  @Singleton
  Loss loss(Dataset data, Model model) {
    return parts.add(
        resolved
            .loss()
            .create(
                () ->
                    resolved
                        .loss()
                        .provider()
                        .create(resolved.loss().config(), data.signature(), model.prediction())));
  }

  @Provides
  @Singleton
  List<Metric> metrics(Dataset data, Model model) {
    List<Metric> metrics = new ArrayList<>();
    resolved
        .metrics()
        .forEach(
            metric ->
                metrics.add(
                    parts.add(
                        metric.create(
                            () ->
                                metric
                                    .provider()
                                    .create(
                                        metric.config(), data.signature(), model.prediction())))));
    return metrics;
  }

  @Provides
  @Singleton
  Optimizer optimizer(Model model) {
    return parts.add(
        resolved
            .optimizer()
            .create(
                () ->
                    resolved
                        .optimizer()
                        .provider()
                        .create(
                            resolved.optimizer().config(),
                            resolved.spec().precision(),
                            model.parameters().size())));
  }

  @Provides
  @Singleton
  Pipeline pipeline(
      Engine engine,
      Dataset data,
      Model model,
      Loss loss,
      List<Metric> metrics,
      Optimizer optimizer,
      PipelineModelContext context) {
    List<String> warnings = new ArrayList<>();
    if (resolved.odeSolver().isPresent() && !context.solverWanted()) {
      warnings.add(
          "section \"solver\" has no effect: model \""
              + resolved.spec().model().id()
              + "\" asks for no solver");
    }
    if (context.solverWanted()) {
      resolved
          .odeSolver()
          .ifPresent(
              solver ->
                  solver
                      .warnings()
                      .forEach(warning -> warnings.add("section \"solver\": " + warning)));
    }
    return new Pipeline(resolved, engine, data, model, loss, metrics, optimizer, warnings, parts);
  }
}
