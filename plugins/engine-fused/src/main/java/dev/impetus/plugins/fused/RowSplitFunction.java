// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.RowWorkers;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.solver.state.StateVector;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A function whose rows are shared over threads: a function for each number of rows in a block. */
final class RowSplitFunction implements CompiledFunction {

  private final FunctionGraph graph;
  private final int threads;
  private final SharedWorkers shared;
  private final RowWorkers workers;
  private final Map<Integer, FusedFunction> blocks = new TreeMap<>();
  private boolean closed;

  RowSplitFunction(FunctionGraph graph, RowSplit split, SharedWorkers shared) {
    this.graph = graph;
    this.threads = split.threads();
    this.shared = shared;
    split
        .blocks()
        .forEach(
            (rows, block) -> blocks.put(rows, new FusedFunction(block.graph(), block.program())));
    this.workers = shared.acquire(threads);
  }

  @Override
  public FunctionGraph graph() {
    return graph;
  }

  @Override
  public void setParameters(StateVector parameters) {
    blocks.values().forEach(block -> block.setParameters(parameters));
  }

  @Override
  public Evaluation newEvaluation() {
    return evaluation(FusedFunction::newEvaluation);
  }

  @Override
  public Evaluation newForwardEvaluation() {
    return evaluation(FusedFunction::newForwardEvaluation);
  }

  private Evaluation evaluation(Function<FusedFunction, FusedEvaluation> ofBlock) {
    FusedEvaluation[] evaluations = new FusedEvaluation[threads];
    for (int worker = 0; worker < threads; worker++) {
      int rows =
          RowWorkers.firstRow(graph.batch(), worker + 1, threads)
              - RowWorkers.firstRow(graph.batch(), worker, threads);
      evaluations[worker] = ofBlock.apply(blocks.get(rows));
    }
    return new RowSplitEvaluation(graph, workers, evaluations);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      blocks.values().forEach(FusedFunction::close);
      shared.release(threads);
    }
  }
}
