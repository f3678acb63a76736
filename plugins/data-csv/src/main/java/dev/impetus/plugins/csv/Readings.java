// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import java.util.List;

/**
 * The rows of a file as numbers.
 *
 * @param inputs rows × input columns
 * @param targets rows × target columns; for classification rows × 1 class indices; NaN where
 *     unknown
 * @param times one a row, increasing
 * @param classes labels by class index; empty where the targets are numbers
 */
record Readings(double[][] inputs, double[][] targets, double[] times, List<String> classes) {

  int rows() {
    return times.length;
  }

  /**
   * The time that passes after a row; after the last row as much as before it, or {@code
   * otherwise}.
   */
  double gapAfter(int row, double otherwise) {
    int from = Math.min(row, rows() - 2);
    return from < 0 ? otherwise : times[from + 1] - times[from];
  }
}
