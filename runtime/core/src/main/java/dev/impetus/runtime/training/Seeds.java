// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Independent streams of random numbers from one seed. Each depends on nothing but the seed, what
 * it is for and a counter, so that a resumed training needs no generator's state.
 */
final class Seeds {

  private static final long INITIALIZATION = 1;
  private static final long ORDER = 2;
  private static final long REGULARIZATION = 3;

  private Seeds() {}

  /** For initial parameters. */
  static RandomGenerator initialization(long seed) {
    return new SplittableRandom(derive(seed, INITIALIZATION, 0));
  }

  /** For the order of samples in an epoch. */
  static RandomGenerator order(long seed, int epoch) {
    return new SplittableRandom(derive(seed, ORDER, epoch));
  }

  /** For random regularisation in one pass. */
  static long regularization(long seed, long pass) {
    return derive(seed, REGULARIZATION, pass);
  }

  private static long derive(long seed, long purpose, long counter) {
    return mix(mix(mix(seed) + purpose) + counter);
  }

  /**
   * The mixing function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), after its increment.
   */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
