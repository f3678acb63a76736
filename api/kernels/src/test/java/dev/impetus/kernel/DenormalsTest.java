// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.testng.annotations.Test;

public final class DenormalsTest {

  @Test
  public void float32KeepsEveryNormalNumberAndNoOther() {
    float[] x = new float[4096];
    long bits = 0;
    while (bits < 1L << 32) {
      long first = bits;
      for (int i = 0; i < x.length; i++, bits += 16381) {
        x[i] = Float.intBitsToFloat((int) bits);
      }
      Float32Denormals.flush(x, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        check(Float.intBitsToFloat((int) (first + 16381L * i)), x[i]);
      }
    }
  }

  @Test
  public void float32KnowsTheEdge() {
    float[] edge = {
      Float.MIN_NORMAL,
      -Float.MIN_NORMAL,
      Math.nextDown(Float.MIN_NORMAL),
      -Math.nextDown(Float.MIN_NORMAL),
      Float.MIN_VALUE,
      0,
      -0f,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      Float.MAX_VALUE
    };
    float[] flushed = edge.clone();
    Float32Denormals.flush(flushed, 0, flushed.length);
    for (int i = 0; i < edge.length; i++) {
      check(edge[i], flushed[i]);
    }
  }

  private static void check(float before, float after) {
    if (Float.isNaN(before)) {
      assertThat(after).isNaN();
    } else {
      float expected = Math.abs(before) < Float.MIN_NORMAL ? Math.copySign(0f, before) : before;
      if (Float.floatToRawIntBits(after) != Float.floatToRawIntBits(expected)) {
        assertThat(after).as("%s", before).isEqualTo(Float.valueOf(expected));
      }
    }
  }

  @Test
  public void float64KeepsEveryNormalNumberAndNoOther() {
    Random random = new Random(3);
    double[] before = new double[100_000];
    for (int i = 0; i < before.length; i++) {
      before[i] =
          i % 2 == 0
              ? Double.longBitsToDouble(random.nextLong())
              : Double.longBitsToDouble(random.nextLong() >>> 11 | random.nextLong() << 63);
    }
    before[0] = Double.MIN_NORMAL;
    before[1] = -Math.nextDown(Double.MIN_NORMAL);
    before[2] = Double.NEGATIVE_INFINITY;
    before[3] = Double.NaN;
    double[] after = before.clone();
    Float64Denormals.flush(after, 0, after.length);
    for (int i = 0; i < before.length; i++) {
      if (Double.isNaN(before[i])) {
        assertThat(after[i]).isNaN();
      } else {
        double expected =
            Math.abs(before[i]) < Double.MIN_NORMAL ? Math.copySign(0.0, before[i]) : before[i];
        assertThat(Double.doubleToRawLongBits(after[i]))
            .as("%s became %s", before[i], after[i])
            .isEqualTo(Double.doubleToRawLongBits(expected));
      }
    }
  }

  @Test
  public void onlyTheRangeIsFlushed() {
    float[] x = {1e-40f, 1e-40f, 1e-40f, 1e-40f};
    Float32Denormals.flush(x, 1, 3);
    assertThat(x).containsExactly(1e-40f, 0, 0, 1e-40f);
  }
}
