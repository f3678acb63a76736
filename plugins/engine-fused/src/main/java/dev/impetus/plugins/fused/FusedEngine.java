// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.CompileOptions;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GradientGraph;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Compiles graphs to programs over plain arrays. */
final class FusedEngine implements Engine {

  private static final System.Logger LOGGER = System.getLogger(FusedEngine.class.getName());

  private final Set<String> reported = ConcurrentHashMap.newKeySet();
  private final SharedWorkers workers = new SharedWorkers();

  @Override
  public String id() {
    return "fused";
  }

  @Override
  public CompiledFunction compile(FunctionGraph function) {
    return compile(function, CompileOptions.defaults());
  }

  @Override
  public CompiledFunction compile(FunctionGraph function, CompileOptions options) {
    GradientGraph graph = GradientGraph.of(function);
    Program program = new GraphImporter(graph).program();
    Stream.of(program.prologue(), program.forward(), program.backward())
        .flatMap(Collection::stream)
        .map(Instruction::operation)
        .filter(Operation.Foreign.class::isInstance)
        .map(Operation.Foreign.class::cast)
        .forEach(foreign -> report(graph, foreign));
    Optional<RowSplit> split = RowSplit.of(graph, program, options.threads());
    return split.isPresent()
        ? new RowSplitFunction(function, split.get(), workers)
        : new FusedFunction(graph, program);
  }

  private void report(GradientGraph graph, Operation.Foreign foreign) {
    String operation = graph.sameDiff().getOps().get(foreign.name()).getOp().opName();
    if (reported.add(operation)) {
      LOGGER.log(
          System.Logger.Level.INFO,
          "engine fused has no kernel for the operation {0} of function {1}: ND4J runs it, which is slower",
          operation,
          graph.function().name());
    }
  }
}
