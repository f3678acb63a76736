// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * How scans run.
 *
 * @param truncation steps after which no cotangent goes further back; 0 for never
 * @param recomputation steps for which gates and states are kept, to be recomputed segment by
 *     segment in the pass backward; 0 to keep all
 */
record ScanOptions(int truncation, int recomputation) {

  int segment(int steps) {
    return recomputation == 0 ? steps : Math.min(recomputation, steps);
  }
}
