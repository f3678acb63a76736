// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.images;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** In which order the pixels of every image are read. */
final class PixelOrder {

  private PixelOrder() {}

  /**
   * The pixel at each place: row by row, or a permutation of that by Fisher and Yates with the
   * numbers of {@link Random}.
   */
  static int[] of(int pixels, Optional<Long> seed) {
    int[] order = IntStream.range(0, pixels).toArray();
    if (seed.isPresent()) {
      Random random = new Random(seed.get());
      for (int i = pixels - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
    }
    return order;
  }
}
