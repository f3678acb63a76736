// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
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

  @Test
  public void lowExponentsGiveTheSmallestWeight() {
    float lowest = exp(-80)[0];
    assertThat(lowest).isBetween(1.80e-35f, 1.81e-35f);
    assertThat(exp(-80.001f, -1e10f, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY))
        .containsOnly(lowest);
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
