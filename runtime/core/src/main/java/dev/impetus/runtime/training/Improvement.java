// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

/**
 * Watches a figure on the validation part: keeps the best and counts the epochs since.
 *
 * @param best the best figure so far; NaN before the first
 * @param bestEpoch its epoch; 0 before the first
 * @param epochsSince epochs since an improvement by more than the least that counts
 * @param reference the figure of that improvement; NaN before the first
 */
public record Improvement(double best, int bestEpoch, int epochsSince, double reference) {

  /** Nothing seen yet. */
  static final Improvement NONE = new Improvement(Double.NaN, 0, 0, Double.NaN);

  /**
   * After one more epoch. A figure better than the best is kept as best even if it is too little
   * better to reset the count; NaN is never better.
   */
  Improvement after(int epoch, double figure, boolean higherIsBetter, double minDelta) {
    double sign = higherIsBetter ? -1 : 1;
    boolean isBest = bestEpoch == 0 ? !Double.isNaN(figure) : sign * (figure - best) < 0;
    boolean improved =
        Double.isNaN(reference) ? !Double.isNaN(figure) : sign * (figure - reference) < -minDelta;
    return new Improvement(
        isBest ? figure : best,
        isBest ? epoch : bestEpoch,
        improved ? 0 : epochsSince + 1,
        improved ? figure : reference);
  }
}
