// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.solver.state.StateVector;

/**
 * Predictions of a batch beside their targets, in double. Its arrays grow to the largest batch seen
 * and are reused; for one thread.
 */
final class Comparison {

  private final Alignment targetOf;
  private final StepMask steps;
  private double[] predicted = new double[0];
  private double[] targets = new double[0];
  private double[] mask = new double[0];
  private int rows;
  private int predictionWidth;
  private int targetWidth;
  private int maskWidth;

  /**
   * A comparison of so many entries a row.
   *
   * @param targetOf the target of each entry
   * @param steps which entries count; null if all do
   */
  Comparison(Alignment targetOf, StepMask steps) {
    this.targetOf = targetOf;
    this.steps = steps;
  }

  void read(StateVector prediction, Batch batch) {
    rows = batch.rows();
    if (prediction.rows() != rows) {
      throw new IllegalArgumentException(
          "a prediction of " + prediction.rows() + " rows for a batch of " + rows);
    }
    predictionWidth = prediction.width();
    predicted = copy(prediction, predicted);
    StateVector wanted = batch.vector(DataField.TARGETS);
    targetWidth = wanted.width();
    targets = copy(wanted, targets);
    readMask(batch);
  }

  private void readMask(Batch batch) {
    if (steps != null) {
      StateVector given = batch.vector(steps.field());
      maskWidth = given.width();
      mask = copy(given, mask);
    }
  }

  private static double[] copy(StateVector source, double[] target) {
    double[] room = target.length < source.size() ? new double[source.size()] : target;
    source.copyTo(room, 0);
    return room;
  }

  int rows() {
    return rows;
  }

  /** Compared entries in a row. */
  int entries() {
    return targetOf.size();
  }

  double predicted(int row, int column) {
    return predicted[row * predictionWidth + column];
  }

  double target(int row, int entry) {
    return targets[row * targetWidth + targetOf.partners()[entry]];
  }

  /** How much an entry counts: 0 for padding and what is not scored, else 1. */
  double weight(int row, int entry) {
    return steps == null ? 1 : mask[row * maskWidth + steps.steps().partners()[entry]];
  }

  /** The sum of the weights of a row. */
  double weight(int row) {
    if (steps == null) {
      return entries();
    }
    double sum = 0;
    for (int entry = 0; entry < entries(); entry++) {
      sum += weight(row, entry);
    }
    return sum;
  }

  /** The sum of the weights of all rows of a batch, whatever is predicted for it. */
  double weight(Batch batch) {
    rows = batch.rows();
    readMask(batch);
    return weight();
  }

  /** The sum of the weights of all rows. */
  double weight() {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += weight(row);
    }
    return sum;
  }
}
