// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

/**
 * Defines a function by writing it down once with SameDiff operations. It is run again for every
 * precision and batch size, so it must define the same function each time:
 *
 * <pre>{@code
 * GraphDefinition layer = graph -> {
 *   SDVariable x = graph.input("x", 64);
 *   SDVariable w = graph.parameter("weight", 128, 64);
 *   SDVariable b = graph.parameter("bias", 128);
 *   SDVariable z = graph.sameDiff().mmul(x, w, false, true, false).add(b);
 *   graph.output("y", graph.sameDiff().math().tanh(z));
 * };
 * }</pre>
 */
@FunctionalInterface
public interface GraphDefinition {

  /** Adds inputs, parameters, operations and outputs to the graph. */
  void define(GraphBuilder graph);
}
