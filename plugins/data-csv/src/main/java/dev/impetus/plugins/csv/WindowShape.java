// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.config.ConfigView;

/**
 * How samples lie in the rows: {@code length} readings from a start row on, the target of a reading
 * {@code horizon} rows further.
 *
 * @param length readings a sample; 0 where a row is a sample
 * @param stride rows from start to start
 * @param horizon rows from a reading to its target
 * @param eachStep whether every reading has a target or only the last
 */
record WindowShape(int length, int stride, int horizon, boolean eachStep) {

  static WindowShape of(ConfigView config) {
    int length = config.getInt(CsvOptions.WINDOW);
    return length == 0
        ? new WindowShape(0, 1, 0, false)
        : new WindowShape(
            length,
            config.getInt(CsvOptions.STRIDE),
            config.getInt(CsvOptions.HORIZON),
            config.get(CsvOptions.TARGETS_AT).equals("each-step"));
  }

  boolean isSeries() {
    return length > 0;
  }

  /** Readings of a sample, also where it is one row. */
  int readings() {
    return Math.max(1, length);
  }

  /** Rows that a sample with its targets touches. */
  int span() {
    return readings() + horizon;
  }
}
