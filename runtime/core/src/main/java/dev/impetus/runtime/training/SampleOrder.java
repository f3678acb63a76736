// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import java.util.random.RandomGenerator;

/**
 * In which order an epoch sees the samples: that of the data, or a permutation drawn for the epoch.
 */
final class SampleOrder {

  private final int[] order;

  SampleOrder(int size) {
    order = new int[size];
    reset();
  }

  /** The order of the data. */
  void reset() {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /** Fisher and Yates' shuffle, from the order of the data and not from the one before. */
  void shuffle(RandomGenerator random) {
    reset();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int sample = order[i];
      order[i] = order[j];
      order[j] = sample;
    }
  }

  int get(int position) {
    return order[position];
  }
}
