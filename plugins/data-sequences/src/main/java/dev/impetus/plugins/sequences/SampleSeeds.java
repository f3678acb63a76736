// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import dev.impetus.model.data.Split;
import java.util.Random;

/**
 * A generator for each sample, from seed, part and index alone, so that samples can be read in any
 * order and by any thread.
 *
 * <p>They are mixed by the output function of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014):
 * neighbouring indices give unrelated generators. Numbers then come from {@link Random}, whose
 * algorithm is specified, so that other languages repeat them in a few lines.
 *
 * @param seed the seed of the data
 */
record SampleSeeds(long seed) {

  Random random(Split split, int index) {
    return random(split, index, 0);
  }

  /**
   * The generator of another attempt at a sample.
   *
   * @param attempt from 0
   */
  Random random(Split split, int index, int attempt) {
    return new Random(mix(mix(mix(mix(seed) + number(split)) + index) + attempt));
  }

  private static int number(Split split) {
    return switch (split) {
      case TRAINING -> 0;
      case VALIDATION -> 1;
      case TEST -> 2;
    };
  }

  private static long mix(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
