// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.sequencememory;

import java.util.List;

/**
 * How long the sequences are, and how long is trained.
 *
 * @param steps length of the adding problem's sequences
 * @param blanks over which the copying problem's symbols are to be remembered
 * @param hidden units of every cell
 * @param batch samples of an update
 * @param updatesAnEpoch updates before the validation part is looked at
 * @param epochs of them
 * @param learningRate of Adam
 * @param seeds a training each
 */
record Settings(
    int steps,
    int blanks,
    int hidden,
    int batch,
    int updatesAnEpoch,
    int epochs,
    double learningRate,
    List<Long> seeds) {

  /** Some minutes on two cores. */
  static final Settings FULL = new Settings(50, 20, 32, 50, 200, 6, 0.01, List.of(1L, 2L, 3L));

  /** Under a minute: one seed, which tells nothing about the cells. */
  static final Settings QUICK = new Settings(30, 5, 32, 50, 100, 4, 0.01, List.of(1L));

  int length(MemoryTask task) {
    return task == MemoryTask.ADDING ? steps : blanks;
  }
}
