// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.api.plugin.Plugin;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.model.training.Optimizer;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.solver.state.Precision;
import java.util.Map;
import java.util.ServiceLoader;

/** Plugins by their ids, as a user without the runtime finds them. */
final class Plugins {

  private Plugins() {}

  static <P extends Plugin> P find(Class<P> kind, String id) {
    return ServiceLoader.load(kind).stream()
        .map(ServiceLoader.Provider::get)
        .filter(plugin -> plugin.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + kind.getSimpleName() + " " + id));
  }

  static CompiledFunction compile(
      String engine, Precision precision, int rows, GraphDefinition definition) {
    EngineProvider provider = find(EngineProvider.class, engine);
    Engine created = provider.create(provider.schema().resolve(Map.of(), "engine"));
    return created.compile(FunctionGraph.of("field", precision, rows, definition));
  }

  static Optimizer adam(double learningRate, Precision precision, int parameters) {
    OptimizerProvider provider = find(OptimizerProvider.class, "adam");
    return provider.create(
        provider.schema().resolve(Map.of("learning-rate", learningRate), "optimizer"),
        precision,
        parameters);
  }
}
