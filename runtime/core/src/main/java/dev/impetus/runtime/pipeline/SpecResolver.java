// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.config.OptionType;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.training.LossProvider;
import dev.impetus.model.training.MetricProvider;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.runtime.training.TrainingOptions;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverOptions;
import dev.impetus.solver.SolverProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Finds the plugins of a specification and checks all options, collecting every problem. */
final class SpecResolver {

  private final ProviderCatalog catalog;
  private final SpecDraft draft;
  private final Path folder;
  private final UnaryOperator<Problem> locate;
  private final List<Problem> problems;

  /**
   * A resolver for one specification.
   *
   * @param known the problems that reading it revealed
   * @param locate adds the file and line to a problem's path
   */
  SpecResolver(
      ProviderCatalog catalog,
      SpecDraft draft,
      Path folder,
      List<Problem> known,
      UnaryOperator<Problem> locate) {
    this.catalog = catalog;
    this.draft = draft;
    this.folder = folder;
    this.locate = locate;
    this.problems = new ArrayList<>(known);
  }

  ResolvedPipeline resolve() {
    Optional<Chosen<DataProvider>> data =
        draft.data().flatMap(spec -> choose(DataProvider.class, PluginKind.DATA, spec, "data"));
    Optional<Chosen<ArchitectureProvider>> model =
        draft
            .model()
            .flatMap(
                spec -> choose(ArchitectureProvider.class, PluginKind.ARCHITECTURE, spec, "model"));
    Optional<Chosen<SolverProvider>> solver =
        draft
            .solver()
            .flatMap(
                spec ->
                    choose(
                        SolverProvider.class,
                        PluginKind.SOLVER,
                        spec,
                        "solver",
                        provider -> SolverOptions.schema().and(provider.schema())));
    Optional<OdeSolver> odeSolver =
        problems.isEmpty() ? solver.flatMap(this::assemble) : Optional.empty();
    Optional<Chosen<EngineProvider>> engine =
        draft
            .engine()
            .flatMap(spec -> choose(EngineProvider.class, PluginKind.ENGINE, spec, "engine"));
    Optional<Chosen<LossProvider>> loss =
        draft.loss().flatMap(spec -> choose(LossProvider.class, PluginKind.LOSS, spec, "loss"));
    List<Chosen<MetricProvider>> metrics = new ArrayList<>();
    for (int i = 0; i < draft.metrics().size(); i++) {
      choose(MetricProvider.class, PluginKind.METRIC, draft.metrics().get(i), "metrics[" + i + "]")
          .ifPresent(metrics::add);
    }
    Optional<Chosen<OptimizerProvider>> optimizer =
        draft
            .optimizer()
            .flatMap(
                spec -> choose(OptimizerProvider.class, PluginKind.OPTIMIZER, spec, "optimizer"));
    ConfigView training = TrainingOptions.schema().resolve(draft.training(), "training", this::add);
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    PipelineSpec spec =
        new PipelineSpec(
            draft.seed(),
            draft.precision(),
            draft.threads(),
            filled(data.orElseThrow()),
            filled(model.orElseThrow()),
            solver.map(SpecResolver::filled),
            filled(engine.orElseThrow()),
            filled(loss.orElseThrow()),
            metrics.stream().map(SpecResolver::filled).toList(),
            filled(optimizer.orElseThrow()),
            training.asMap());
    return new ResolvedPipeline(
        spec,
        folder,
        data.get(),
        model.get(),
        solver,
        odeSolver,
        engine.get(),
        loss.get(),
        metrics,
        optimizer.get(),
        TrainingOptions.of(training));
  }

  private <P extends Plugin> Optional<Chosen<P>> choose(
      Class<P> type, PluginKind kind, PluginSpec spec, String where) {
    return choose(type, kind, spec, where, Plugin::schema);
  }

  private <P extends Plugin> Optional<Chosen<P>> choose(
      Class<P> type,
      PluginKind kind,
      PluginSpec spec,
      String where,
      Function<P, ConfigSchema> schemaOf) {
    P provider;
    try {
      provider = catalog.get(type, spec.id());
    } catch (ImpetusException e) {
      e.problems().forEach(problem -> addPlugin(problem, where));
      return Optional.empty();
    }
    ConfigSchema schema = schemaOf.apply(provider);
    ConfigView config = schema.resolve(withPaths(schema, spec.options()), where, this::add);
    return Optional.of(
        new Chosen<>(provider, config, catalog.registry().find(kind, spec.id()).orElseThrow()));
  }

  /** Paths are meant relative to the specification, wherever the program was started. */
  private Map<String, Object> withPaths(ConfigSchema schema, Map<String, Object> values) {
    Map<String, Object> resolved = new LinkedHashMap<>(values);
    for (Option<?> option : schema.options()) {
      Object raw =
          values.containsKey(option.name())
              ? values.get(option.name())
              : option.defaultValue().map(Object::toString).orElse(null);
      if (option.type() == OptionType.PATH && raw instanceof String text) {
        try {
          resolved.put(option.name(), folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
          resolved.put(option.name(), text);
        }
      }
    }
    return resolved;
  }

  private Optional<OdeSolver> assemble(Chosen<SolverProvider> solver) {
    try {
      return Optional.of(
          solver.create(
              () ->
                  SolverOptions.assemble(
                      solver.provider().create(solver.config()), solver.config())));
    } catch (ImpetusException e) {
      e.problems().forEach(this::add);
      return Optional.empty();
    }
  }

  private static PluginSpec filled(Chosen<?> chosen) {
    return new PluginSpec(chosen.report().id(), chosen.config().asMap());
  }

  private void add(Problem problem) {
    problems.add(locate.apply(problem));
  }

  /**
   * A plugin's problem names a jar or a kind; the place in the specification is wanted beside it.
   */
  private void addPlugin(Problem problem, String where) {
    Problem at = locate.apply(new Problem(problem.kind(), "", where + ".id", "", ""));
    boolean hasJar = problem.where().endsWith(".jar");
    problems.add(
        new Problem(
            problem.kind(),
            problem.what(),
            hasJar ? at.where() + ", " + problem.where() : at.where(),
            problem.why(),
            problem.fix()));
  }
}
