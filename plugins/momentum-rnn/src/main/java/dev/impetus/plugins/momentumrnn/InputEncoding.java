// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.model.data.SequenceTask;
import dev.impetus.solver.state.StateVector;

/** Turns the inputs of a block of rows into arrays of features, a step each, with a row of ones. */
final class InputEncoding<A> {

  private final CellArithmetic<A> on;
  private final SequenceTask task;
  private final int rows;
  private final int width;
  private final boolean embedded;
  private final A table;
  private final A tableCotangent;
  private final A[] features;
  private final A[] cotangents;
  private final int[][] ids;

  /**
   * An encoding.
   *
   * @param steps how many are encoded together
   * @param table tokens × width, shared by the blocks; null without an embedding
   * @param width features of a step: of the embedding, of the data, or the number of tokens
   */
  InputEncoding(CellArithmetic<A> on, SequenceTask task, int steps, int rows, A table, int width) {
    this.on = on;
    this.task = task;
    this.rows = rows;
    this.width = width;
    this.table = table;
    embedded = table != null;
    tableCotangent = embedded ? on.zeros(task.tokens() * width) : null;
    features = on.places(steps);
    for (int step = 0; step < steps; step++) {
      features[step] = LayerScan.withOnes(on, width, rows);
    }
    cotangents = embedded ? on.zeros(steps, width * rows) : null;
    ids = new int[task.tokens() == 0 ? 0 : steps][rows];
  }

  /** The features of inputs' rows from {@code firstRow} on. Those of padding are zeros. */
  A[] encode(StateVector inputs, int firstRow, StepMasks<A> masks) {
    for (int step = 0; step < features.length; step++) {
      if (task.tokens() == 0) {
        on.gather(inputs, firstRow, rows, step * width, width, features[step]);
        clearPadding(step, masks);
      } else {
        encodeTokens(inputs, firstRow, step, masks);
      }
    }
    return features;
  }

  private void clearPadding(int step, StepMasks<A> masks) {
    for (int row = 0; row < rows; row++) {
      if (!masks.goesOn(step, row)) {
        for (int i = 0; i < width; i++) {
          on.set(features[step], i * rows + row, 0);
        }
      }
    }
  }

  private void encodeTokens(StateVector inputs, int firstRow, int step, StepMasks<A> masks) {
    A target = features[step];
    if (!embedded) {
      on.fill(target, 0, width * rows, 0);
    }
    for (int row = 0; row < rows; row++) {
      int id = -1;
      if (masks.goesOn(step, row)) {
        id = task.token(inputs.get(firstRow + row, step), firstRow + row, step);
      }
      ids[step][row] = id;
      if (!embedded && id >= 0) {
        on.set(target, id * rows + row, 1);
      }
      if (embedded) {
        for (int i = 0; i < width; i++) {
          on.set(target, i * rows + row, id < 0 ? 0 : on.get(table, id * width + i));
        }
      }
    }
  }

  /** Where cotangents of the features are added, zeros at first; null if nobody wants them. */
  A[] clearedCotangents() {
    if (embedded) {
      for (A cotangent : cotangents) {
        on.fill(cotangent, 0, width * rows, 0);
      }
    }
    return cotangents;
  }

  /** The cotangent of the table from those of the features; null without an embedding. */
  A tableCotangent() {
    if (!embedded) {
      return null;
    }
    on.fill(tableCotangent, 0, task.tokens() * width, 0);
    for (int step = 0; step < ids.length; step++) {
      for (int row = 0; row < rows; row++) {
        int id = ids[step][row];
        for (int i = 0; i < width && id >= 0; i++) {
          int at = id * width + i;
          on.set(
              tableCotangent,
              at,
              on.get(tableCotangent, at) + on.get(cotangents[step], i * rows + row));
        }
      }
    }
    return tableCotangent;
  }
}
