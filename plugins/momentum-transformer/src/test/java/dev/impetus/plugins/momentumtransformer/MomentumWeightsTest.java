// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.testng.annotations.Test;

public final class MomentumWeightsTest {

  private static final FeatureMap ELU = FeatureMap.of(FeatureMap.Kind.ELU_PLUS_ONE);

  @Test
  public void weightsAreTheClosedForm() {
    MomentumWeights weights = new MomentumWeights(0.7, 0.6, 64, 0x1p-100);
    for (int d = 0; d < 64; d++) {
      double closed = 0.6 * (1 - Math.pow(0.7, d + 1)) / 0.3;
      assertThat(weights.weight(d)).isCloseTo(closed, within(1e-14));
      assertThat(weights.power(d)).isCloseTo(Math.pow(0.7, d), within(1e-15));
    }
  }

  /** 0.2⁵⁴ is the last power that float32 has, and its products are none. */
  @Test
  public void noProductOfFloat32TablesIsDenormal() {
    Float32AttentionArithmetic on = new Float32AttentionArithmetic();
    Attention attention = new Attention(AttentionKind.CAUSAL_MOMENTUM, ELU, 0.2, 0.6, false);
    ChunkWeights<float[]> weights = new ChunkWeights<>(on, attention, 64, 4, 3);
    int zeros = 0;
    for (float[] table :
        new float[][] {
          weights.valueVelocities(), weights.keyVelocities(), {(float) weights.decay()}
        }) {
      for (float x : table) {
        assertThat(x == 0 || x > 0x1p-101f).as("%s", x).isTrue();
        zeros += x == 0 ? 1 : 0;
      }
    }
    assertThat(zeros).isGreaterThan(20);
  }
}
