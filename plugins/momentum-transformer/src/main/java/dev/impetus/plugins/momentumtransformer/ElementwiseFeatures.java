// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** Feature maps that act on each number. */
final class ElementwiseFeatures<A> implements FeatureTransform<A> {

  private final AttentionArithmetic<A> on;
  private final FeatureMap.Kind kind;
  private final int keys;
  private final A slope;

  ElementwiseFeatures(AttentionArithmetic<A> on, FeatureMap.Kind kind, int keys, int rows) {
    this.on = on;
    this.kind = kind;
    this.keys = keys;
    slope = kind == FeatureMap.Kind.SOFTPLUS ? on.zeros(rows * keys) : null;
  }

  @Override
  public void apply(A x, A phi, int rows) {
    int count = rows * keys;
    switch (kind) {
      case ELU_PLUS_ONE -> on.eluPlusOne(x, phi, count);
      case RELU_PLUS_ONE -> on.reluPlusOne(x, phi, count);
      case SOFTPLUS -> on.softplus(x, phi, count);
      default -> throw new IllegalArgumentException("not elementwise: " + kind);
    }
  }

  @Override
  public void pullBack(A x, A phi, A phiCotangent, A xCotangent, int rows) {
    int count = rows * keys;
    switch (kind) {
      case ELU_PLUS_ONE -> on.eluPlusOneSlope(xCotangent, phiCotangent, phi, count);
      case RELU_PLUS_ONE -> on.reluSlope(xCotangent, phiCotangent, x, count);
      case SOFTPLUS -> {
        on.logistic(x, slope, count);
        on.multiply(xCotangent, phiCotangent, slope, count);
      }
      default -> throw new IllegalArgumentException("not elementwise: " + kind);
    }
  }

  @Override
  public long numbers() {
    return slope == null ? 0 : on.length(slope);
  }

  @Override
  public void close() {
    // Nothing native.
  }
}
