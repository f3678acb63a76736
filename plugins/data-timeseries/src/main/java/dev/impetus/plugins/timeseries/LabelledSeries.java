// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

/**
 * One time series of a file.
 *
 * @param values dimension by step; NaN where missing
 * @param label class or target as it stands there; null if the file has none
 * @param line the line, from 1
 */
record LabelledSeries(double[][] values, String label, int line) {

  int steps() {
    return values[0].length;
  }
}
