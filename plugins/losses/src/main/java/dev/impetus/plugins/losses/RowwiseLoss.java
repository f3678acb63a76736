// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.Batch;
import dev.impetus.model.training.Loss;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * The mean over rows of the mean over the entries of a row that count. Each row has the same weight
 * however much of it is padding, so that the mean over a data set does not depend on how it was cut
 * into batches; a row of nothing but padding adds nothing. Or, on demand, the mean over all entries
 * of the batch that count, in which long rows weigh more.
 */
abstract class RowwiseLoss implements Loss {

  static final Option<String> AVERAGE =
      Option.choice(
              "average",
              "what has the same weight in a batch: samples, however much of them is padding, or every"
                  + " step that counts",
              "samples",
              "steps")
          .byDefault("samples");

  private final Comparison comparison;
  private final boolean bySteps;
  private double[] slopes = new double[0];

  /**
   * A loss.
   *
   * @param bySteps whether all entries that count have the same weight, not all rows
   */
  RowwiseLoss(Comparison comparison, boolean bySteps) {
    this.comparison = comparison;
    this.bySteps = bySteps;
  }

  static boolean bySteps(ConfigView config) {
    return config.get(AVERAGE).equals("steps");
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
  public final double weight(Batch batch) {
    return bySteps ? comparison.weight(batch) : batch.rows();
  }

  @Override
  public final double evaluate(StateVector prediction, Batch batch, StateVector cotangent) {
    comparison.read(prediction, batch);
    int width = prediction.width();
    if (cotangent != null) {
      slopes = slopes.length < prediction.size() ? new double[prediction.size()] : slopes;
      Arrays.fill(slopes, 0, prediction.size(), 0);
    }
    double sum = 0;
    double all = bySteps ? comparison.weight() : 0;
    for (int row = 0; row < comparison.rows(); row++) {
      double total = bySteps ? all : comparison.weight(row);
      int shares = bySteps ? 1 : comparison.rows();
      for (int entry = 0; entry < comparison.entries() && total > 0; entry++) {
        double weight = comparison.weight(row, entry) / total / shares;
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
