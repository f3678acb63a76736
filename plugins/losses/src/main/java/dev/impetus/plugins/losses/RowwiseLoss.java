// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.Batch;
import dev.impetus.model.training.Loss;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * The mean over rows of the mean over the entries of a row that count. Each row has the same weight
 * however much of it is padding, so that the mean over a data set does not depend on how it was cut
 * into batches; a row of nothing but padding adds nothing.
 */
abstract class RowwiseLoss implements Loss {

  private final Comparison comparison;
  private double[] slopes = new double[0];

  RowwiseLoss(Comparison comparison) {
    this.comparison = comparison;
  }

  /**
   * The loss of one entry.
   *
   * @param scale factor of the slopes
   * @param slopes row of the cotangent at {@code offset}, to which the slopes times scale are
   *     written; null if not wanted
   */
  abstract double entry(
      Comparison comparison, int row, int entry, double scale, double[] slopes, int offset);

  @Override
  public final double evaluate(StateVector prediction, Batch batch, StateVector cotangent) {
    comparison.read(prediction, batch);
    int width = prediction.width();
    if (cotangent != null) {
      slopes = slopes.length < prediction.size() ? new double[prediction.size()] : slopes;
      Arrays.fill(slopes, 0, prediction.size(), 0);
    }
    double sum = 0;
    for (int row = 0; row < comparison.rows(); row++) {
      double total = comparison.weight(row);
      for (int entry = 0; entry < comparison.entries() && total > 0; entry++) {
        double weight = comparison.weight(row, entry) / total / comparison.rows();
        if (weight != 0) { // what the model predicts for padding may be anything, NaN included
          sum +=
              weight
                  * entry(
                      comparison,
                      row,
                      entry,
                      weight,
                      cotangent == null ? null : slopes,
                      row * width);
        }
      }
    }
    if (cotangent != null) {
      cotangent.copyFrom(slopes, 0);
    }
    return sum;
  }
}
