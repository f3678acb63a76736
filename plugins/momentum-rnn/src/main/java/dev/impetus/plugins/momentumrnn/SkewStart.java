// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import java.util.random.RandomGenerator;

/**
 * How the skew-symmetric matrix begins: 2 × 2 blocks on the diagonal, each a rotation by an angle.
 */
enum SkewStart {

  /** Angles uniform in (-π, π) (Henaff, Szlam and LeCun, ICML 2016). */
  HENAFF {
    @Override
    double entry(RandomGenerator random) {
      return Math.PI * (2 * random.nextDouble() - 1);
    }
  },

  /** {@code -√((1 - cos u)/(1 + cos u))}, u uniform in (0, π/2) (Helfrich et al., ICML 2018). */
  CAYLEY {
    @Override
    double entry(RandomGenerator random) {
      double u = Math.PI / 2 * random.nextDouble();
      return -Math.sqrt((1 - Math.cos(u)) / (1 + Math.cos(u)));
    }
  },

  /** Angles normal with deviation π, cut to (-π, π). */
  NORMAL {
    @Override
    double entry(RandomGenerator random) {
      return truncated(random, Math.PI);
    }
  },

  /** Angles normal with deviation π/4, cut to (-π, π): closer to the identity. */
  NORMAL_SQUEEZE {
    @Override
    double entry(RandomGenerator random) {
      return truncated(random, Math.PI / 4);
    }
  };

  /** The entry above the diagonal of a block. */
  abstract double entry(RandomGenerator random);

  private static double truncated(RandomGenerator random, double deviation) {
    double entry = deviation * random.nextGaussian();
    while (Math.abs(entry) > Math.PI) {
      entry = deviation * random.nextGaussian();
    }
    return entry;
  }
}
