// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * φ of a linear attention, applied to each query and key of each head.
 *
 * @param kind which one
 * @param features numbers of φ(x) for {@link Kind#RANDOM_FOURIER}, an even number; 0 for others,
 *     which keep the width
 * @param seed of the random features, drawn once
 */
public record FeatureMap(Kind kind, int features, long seed) {

  /** The functions. */
  public enum Kind {
    /** elu(x) + 1: x + 1 where positive, else eˣ. */
    ELU_PLUS_ONE,
    /** max(x, 0) + 1. */
    RELU_PLUS_ONE,
    /** ln(1 + eˣ). */
    SOFTPLUS,
    /**
     * √(2/D) [cos Ωy, sin Ωy] with y = x / E^¼ and Ω of D/2 × E standard normal numbers (Rahimi and
     * Recht, NeurIPS 2007): φ(q)·φ(k) is exp(-‖q - k‖² / (2 √E)) in the mean. Weights may be
     * negative, and so may the normaliser be near 0 where D is small.
     */
    RANDOM_FOURIER
  }

  /** Checks the number of features. */
  public FeatureMap {
    if (kind == Kind.RANDOM_FOURIER ? features < 2 || features % 2 != 0 : features != 0) {
      throw new IllegalArgumentException(features + " features for " + kind);
    }
  }

  /** A map without parameters. */
  public static FeatureMap of(Kind kind) {
    return new FeatureMap(kind, 0, 0);
  }

  /** Random Fourier features. */
  public static FeatureMap randomFourier(int features, long seed) {
    return new FeatureMap(Kind.RANDOM_FOURIER, features, seed);
  }

  /** Numbers of φ(x) for an x of {@code keys} numbers. */
  public int width(int keys) {
    return kind == Kind.RANDOM_FOURIER ? features : keys;
  }
}
