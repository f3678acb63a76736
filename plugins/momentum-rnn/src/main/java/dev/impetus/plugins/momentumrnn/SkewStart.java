// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import java.util.random.RandomGenerator;

/**
 * How the skew-symmetric matrix begins. All but one are 2 × 2 blocks on the diagonal, each a
 * rotation of a plane; a last row and column without a partner is zero.
 */
enum SkewStart {

  /** Entries uniform in (-π, π) (Henaff, Szlam and LeCun, ICML 2016). */
  HENAFF {
    @Override
    double[] entries(int n, OrthogonalMap map, RandomGenerator random) {
      double[] blocks = new double[n / 2];
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = Math.PI * (2 * random.nextDouble() - 1);
      }
      return blockDiagonal(n, blocks);
    }
  },

  /** {@code -√((1 - cos u)/(1 + cos u))}, u uniform in (0, π/2) (Helfrich et al., ICML 2018). */
  CAYLEY {
    @Override
    double[] entries(int n, OrthogonalMap map, RandomGenerator random) {
      double[] blocks = new double[n / 2];
      for (int i = 0; i < blocks.length; i++) {
        double u = Math.PI / 2 * random.nextDouble();
        blocks[i] = -Math.sqrt((1 - Math.cos(u)) / (1 + Math.cos(u)));
      }
      return blockDiagonal(n, blocks);
    }
  },

  /** The orthogonal matrix is uniformly distributed over all rotations. */
  HAAR {
    @Override
    double[] entries(int n, OrthogonalMap map, RandomGenerator random) {
      return HaarRotations.turned(n, planes(n, map, random), random);
    }
  },

  /** The angles of such a matrix, in the planes of the blocks. */
  HAAR_DIAGONAL {
    @Override
    double[] entries(int n, OrthogonalMap map, RandomGenerator random) {
      return blockDiagonal(n, planes(n, map, random));
    }
  },

  /** Entries standard normal, of which the remainder by π is taken. */
  NORMAL {
    @Override
    double[] entries(int n, OrthogonalMap map, RandomGenerator random) {
      return blockDiagonal(n, normalRemainders(n / 2, Math.PI, random));
    }
  },

  /** Entries standard normal, of which the remainder by π/8 is taken: close to the identity. */
  NORMAL_SQUEEZE {
    @Override
    double[] entries(int n, OrthogonalMap map, RandomGenerator random) {
      return blockDiagonal(n, normalRemainders(n / 2, Math.PI / 8, random));
    }
  };

  /**
   * The entries above the diagonal of an n × n matrix, row by row.
   *
   * @param map by which it will become orthogonal; only Haar's measure, which is one of orthogonal
   *     matrices, depends on it
   */
  abstract double[] entries(int n, OrthogonalMap map, RandomGenerator random);

  private static double[] planes(int n, OrthogonalMap map, RandomGenerator random) {
    double[] blocks = HaarRotations.angles(n, random);
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = map.entryOfAngle(blocks[i]);
    }
    return blocks;
  }

  private static double[] normalRemainders(int count, double divisor, RandomGenerator random) {
    double[] blocks = new double[count];
    for (int i = 0; i < count; i++) {
      blocks[i] = random.nextGaussian() % divisor;
    }
    return blocks;
  }

  private static double[] blockDiagonal(int n, double[] blocks) {
    double[] entries = new double[n * (n - 1) / 2];
    int rowStart = 0;
    for (int row = 0; row + 1 < n; row++) {
      if (row % 2 == 0) {
        entries[rowStart] = blocks[row / 2];
      }
      rowStart += n - 1 - row;
    }
    return entries;
  }
}
