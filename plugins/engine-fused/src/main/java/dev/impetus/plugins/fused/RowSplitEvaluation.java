// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.RowTask;
import dev.impetus.kernel.RowWorkers;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.solver.state.StateVector;

/** Evaluations of blocks of rows, each on its own thread. */
final class RowSplitEvaluation implements Evaluation {

  private final int rows;
  private final RowWorkers workers;
  private final FusedEvaluation[] blocks;
  private final ArgumentCheck check;
  private final int savedSize;
  private final RowTask apply = this::applyBlock;
  private final RowTask vjp = this::vjpBlock;
  private StateVector[] given;
  private StateVector[] taken;
  private boolean parametersWanted;

  RowSplitEvaluation(FunctionGraph function, RowWorkers workers, FusedEvaluation[] blocks) {
    this.rows = function.batch();
    this.workers = workers;
    this.blocks = blocks;
    this.check = new ArgumentCheck(function);
    long size = 0;
    for (FusedEvaluation block : blocks) {
      size += block.kept();
    }
    this.savedSize = FusedEvaluation.recordSize(size);
  }

  private void applyBlock(int worker, int from, int to) {
    blocks[worker].apply(given, taken, from);
  }

  private void vjpBlock(int worker, int from, int to) {
    blocks[worker].vjp(given, taken, parametersWanted, from);
  }

  @Override
  public void apply(StateVector[] inputs, StateVector[] outputs) {
    check.apply(inputs, outputs);
    run(apply, inputs, outputs);
  }

  @Override
  public void vjp(
      StateVector[] outputCotangents,
      StateVector[] inputCotangents,
      StateVector parameterCotangent) {
    check.vjp(outputCotangents, inputCotangents, parameterCotangent);
    parametersWanted = parameterCotangent != null;
    run(vjp, outputCotangents, inputCotangents);
    if (parametersWanted) {
      for (FusedEvaluation block : blocks) {
        block.addParameterGradients(parameterCotangent);
      }
    }
  }

  @Override
  public int savedSize() {
    return savedSize;
  }

  @Override
  public void save(StateVector record) {
    check.record(record, savedSize);
    int offset = 0;
    for (FusedEvaluation block : blocks) {
      block.save(record, offset);
      offset += block.savedSize();
    }
  }

  @Override
  public void restore(StateVector record) {
    check.record(record, savedSize);
    int offset = 0;
    for (FusedEvaluation block : blocks) {
      block.restore(record, offset);
      offset += block.savedSize();
    }
  }

  private void run(RowTask task, StateVector[] newGiven, StateVector[] newTaken) {
    // Before the workers are asked, which are gone if the function is closed.
    blocks[0].checkOpen();
    given = newGiven;
    taken = newTaken;
    try {
      workers.run(rows, task);
    } finally {
      given = null;
      taken = null;
    }
  }
}
