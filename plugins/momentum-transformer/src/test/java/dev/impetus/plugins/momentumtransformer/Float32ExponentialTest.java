// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.within;

import org.testng.annotations.Test;

public final class Float32ExponentialTest {

  private static float[] exp(float... x) {
    new Float32Exponential().apply(x, x.length);
    return x;
  }

  @Test
  public void isTheExponential() {
    float[] x = new float[3000];
    for (int i = 0; i < x.length; i++) {
      x[i] = -80 + i * 0.03f;
    }
    float[] found = exp(x.clone());
    for (int i = 0; i < x.length; i++) {
      double right = Math.exp(x[i]);
      assertThat((double) found[i]).isCloseTo(right, within(3e-7 * right));
    }
  }

  /** Around e⁻⁸⁰, whatever else is in the array. */
  @Test
  public void lowExponentsGiveTheSmallestWeights() {
    assertThat(exp(-80)[0]).isBetween(1.80e-35f, 1.81e-35f);
    float[] low = {-80.001f, -81, -100.3f, -1e3f, -54321, -2.9e6f, -2.91e6f, -4e6f, -1e10f};
    for (float x : low) {
      float[] alone = exp(x);
      assertThat(alone[0]).as("%s", x).isBetween(1.6e-35f, 3.5e-35f);
      assertThat(exp(-1, x, -3e7f)).contains(alone[0], atIndex(1));
    }
    float[] lowest = exp(-Float.MAX_VALUE, Float.NEGATIVE_INFINITY, 0, -2);
    assertThat(lowest).startsWith(exp(-80)[0], exp(-80)[0], 1);
    assertThat(lowest[3]).isEqualTo(exp(-2)[0]);
  }

  /** With the sign bit it is what a processor makes of ∞ - ∞. */
  @Test
  public void notANumberStays() {
    for (int bits :
        new int[] {0x7fc00000, 0xffc00000, 0x7f800001, 0xff800001, 0x7fffffff, 0xffffffff}) {
      assertThat(exp(Float.intBitsToFloat(bits), -1)[0]).as("%x", bits).isNaN();
    }
    assertThat(exp(Float.POSITIVE_INFINITY)[0]).isNaN();
  }
}
