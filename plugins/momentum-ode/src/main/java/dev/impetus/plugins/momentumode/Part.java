// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * One function of a model, compiled for each number of rows that is asked for, with its stretch of
 * the model's parameters.
 */
final class Part implements AutoCloseable {

  private final String name;
  private final Engine engine;
  private final GraphDefinition definition;
  private final BiConsumer<StateVector, RandomGenerator> initializer;
  private final Map<Integer, CompiledFunction> compiled = new HashMap<>();
  private final List<Port> ports;
  private final StateVector parameters;
  private int offset;

  Part(
      String name,
      Engine engine,
      Precision precision,
      GraphDefinition definition,
      BiConsumer<StateVector, RandomGenerator> initializer) {
    this.name = name;
    this.engine = engine;
    this.definition = definition;
    this.initializer = initializer;
    FunctionGraph graph = FunctionGraph.of(name, precision, 1, definition);
    this.ports = graph.parameters();
    this.parameters = StateVector.zeros(precision, 1, graph.parameterCount());
  }

  String name() {
    return name;
  }

  List<Port> ports() {
    return ports;
  }

  /** Says where its stretch of the model's parameters begins. */
  void place(int newOffset) {
    offset = newOffset;
  }

  /** Its stretch of a flat vector of the model's parameters or their cotangent. */
  StateVector slice(StateVector flat) {
    return flat.view(offset, 1, parameters.width());
  }

  void initialize(StateVector flat, RandomGenerator random) {
    initializer.accept(slice(flat), random);
  }

  /** The parameters' latest values. */
  StateVector parameters() {
    return parameters;
  }

  synchronized void setParameters(StateVector flat) {
    parameters.copyFrom(slice(flat));
    compiled.values().forEach(function -> function.setParameters(parameters));
  }

  /** The function for so many rows, which stays this part's own. */
  synchronized CompiledFunction function(int rows) {
    return compiled.computeIfAbsent(
        rows,
        batch -> {
          FunctionGraph graph = FunctionGraph.of(name, parameters.precision(), batch, definition);
          CompiledFunction function = engine.compile(graph);
          function.setParameters(parameters);
          return function;
        });
  }

  @Override
  public synchronized void close() {
    compiled.values().forEach(CompiledFunction::close);
    compiled.clear();
  }
}
