// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

/** Work on a range of rows, which does not touch what other ranges write. */
@FunctionalInterface
public interface RowTask {

  /**
   * Works on rows {@code from <= row < to}; never called for no rows.
   *
   * @param worker who works, from 0 on: selects working arrays and partial sums
   */
  void run(int worker, int from, int to);
}
