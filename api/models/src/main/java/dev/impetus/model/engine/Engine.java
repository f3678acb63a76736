// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

/** Compiles function graphs. Safe for use by several threads. */
public interface Engine {

  /** The engine's id. */
  String id();

  /**
   * Compiles a function.
   *
   * @throws dev.impetus.api.error.ImpetusException if the graph cannot be run, naming the operation
   */
  CompiledFunction compile(FunctionGraph graph);

  /**
   * Compiles a function to be run in a certain way. An engine that knows no such options compiles
   * it as always.
   *
   * @throws dev.impetus.api.error.ImpetusException if the graph cannot be run, naming the operation
   */
  default CompiledFunction compile(FunctionGraph graph, CompileOptions options) {
    return compile(graph);
  }
}
