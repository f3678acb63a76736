// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.samediff;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GradientGraph;

/** Runs a graph with SameDiff's own interpreter. */
final class SameDiffEngine implements Engine {

  @Override
  public String id() {
    return "samediff";
  }

  @Override
  public CompiledFunction compile(FunctionGraph graph) {
    return new SameDiffFunction(GradientGraph.of(graph));
  }
}
