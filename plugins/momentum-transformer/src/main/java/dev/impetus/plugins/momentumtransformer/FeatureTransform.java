// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** A feature map on tiles, for one thread. */
interface FeatureTransform<A> extends AutoCloseable {

  /**
   * That of a map.
   *
   * @param rows of the largest tile
   */
  static <A> FeatureTransform<A> of(AttentionArithmetic<A> on, FeatureMap map, int keys, int rows) {
    return map.kind() == FeatureMap.Kind.RANDOM_FOURIER
        ? new RandomFourierFeatures<>(on, map, keys, rows)
        : new ElementwiseFeatures<>(on, map.kind(), keys, rows);
  }

  /** phi ← φ(x), row by row. */
  void apply(A x, A phi, int rows);

  /**
   * The cotangent of x for one of φ(x).
   *
   * @param phi what {@link #apply} gave for x
   * @param phiCotangent of φ(x)
   * @param xCotangent written; may be x, and {@code phiCotangent} too where both are as wide
   */
  void pullBack(A x, A phi, A phiCotangent, A xCotangent, int rows);

  /** Numbers of its arrays. */
  long numbers();

  @Override
  void close();
}
