// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.NativeArray;
import dev.impetus.kernel.ProductLayout;
import java.util.Random;

/** √(2/D) [cos Ωy, sin Ωy], y = x / E^¼. */
final class RandomFourierFeatures<A> implements FeatureTransform<A> {

  private final AttentionArithmetic<A> on;
  private final int keys;
  private final int half;
  private final A angles;
  private final NativeArray<A> frequencies;
  private final NativeArray<A> nativeKeys;
  private final NativeArray<A> nativeAngles;

  RandomFourierFeatures(AttentionArithmetic<A> on, FeatureMap map, int keys, int rows) {
    this.on = on;
    this.keys = keys;
    half = map.features() / 2;
    A drawn = frequencies(on, map, keys);
    frequencies = on.matrix(half * keys);
    frequencies.put(0, drawn, 0, half * keys);
    angles = on.zeros(rows * half);
    nativeKeys = on.matrix(rows * keys);
    nativeAngles = on.matrix(rows * half);
  }

  /** Ω / E^¼, D/2 × E, by Java's generator. */
  static <A> A frequencies(AttentionArithmetic<A> on, FeatureMap map, int keys) {
    Random random = new Random(map.seed());
    int count = map.features() / 2 * keys;
    A drawn = on.zeros(count);
    for (int i = 0; i < count; i++) {
      on.set(drawn, i, random.nextGaussian() / Math.pow(keys, 0.25));
    }
    return drawn;
  }

  @Override
  public void apply(A x, A phi, int rows) {
    nativeKeys.put(0, x, 0, rows * keys);
    ProductLayout layout = ProductLayout.of(rows, half, keys, false, true);
    on.product(layout, nativeKeys, 0, frequencies, 0, 0, nativeAngles, 0);
    nativeAngles.get(0, angles, 0, rows * half);
    on.cosinesAndSines(angles, Math.sqrt(1.0 / half), phi, half, rows);
  }

  @Override
  public void pullBack(A x, A phi, A phiCotangent, A xCotangent, int rows) {
    on.cosinesAndSinesSlope(phi, phiCotangent, angles, half, rows);
    nativeAngles.put(0, angles, 0, rows * half);
    ProductLayout layout = ProductLayout.of(rows, keys, half, false, false);
    on.product(layout, nativeAngles, 0, frequencies, 0, 0, nativeKeys, 0);
    nativeKeys.get(0, xCotangent, 0, rows * keys);
  }

  @Override
  public long numbers() {
    return frequencies.size() + nativeKeys.size() + nativeAngles.size() + (long) on.length(angles);
  }

  @Override
  public void close() {
    frequencies.close();
    nativeKeys.close();
    nativeAngles.close();
  }
}
