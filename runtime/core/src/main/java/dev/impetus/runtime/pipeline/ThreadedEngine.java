// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.model.engine.CompileOptions;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.FunctionGraph;

/** A pipeline's engine, which compiles for as many threads as the specification allows. */
record ThreadedEngine(Engine engine, CompileOptions options) implements Engine {

  /** The engine itself where there is one thread. */
  static Engine of(Engine engine, int threads) {
    return threads == 1 ? engine : new ThreadedEngine(engine, new CompileOptions(threads));
  }

  @Override
  public String id() {
    return engine.id();
  }

  @Override
  public CompiledFunction compile(FunctionGraph graph) {
    return engine.compile(graph, options);
  }

  @Override
  public CompiledFunction compile(FunctionGraph graph, CompileOptions other) {
    return engine.compile(graph, other);
  }
}
