// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.kernel.Float32Arithmetic;
import dev.impetus.kernel.Float64Arithmetic;
import dev.impetus.kernel.RowWorkers;
import java.util.Arrays;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Softmax attention of logits far beyond what exponentials can hold, and of those beyond numbers.
 */
public final class SoftmaxExtremesTest {

  private static final int LENGTH = 100;
  private static final AttentionShape SHAPE = new AttentionShape(1, LENGTH, 1, 4, 3);

  @DataProvider
  public static Object[][] directions() {
    return new Object[][] {{true}, {false}};
  }

  /** Whole numbers, so that float32 has the same logits: multiples of ½ up to {@code 2·q·k}. */
  private static AttentionCase whole(boolean causal, int q, int k) {
    Random random = new Random(8);
    return new AttentionCase(
        Attention.softmax(causal),
        SHAPE,
        null,
        random.ints(SHAPE.keyNumbers(), -q, q + 1).asDoubleStream().toArray(),
        random.ints(SHAPE.keyNumbers(), -k, k + 1).asDoubleStream().toArray(),
        AttentionCase.normal(random, SHAPE.valueNumbers()));
  }

  @Test(dataProvider = "directions")
  public void float32OutputsOfHugeLogits(boolean causal) {
    AttentionCase one = whole(causal, 300, 500);
    assertThat(AttentionCase.distance(one.parallelFloat32(), one.direct())).isLessThan(1e-6);
    if (causal) {
      assertThat(AttentionCase.distance(one.recurrentFloat32(), one.direct())).isLessThan(1e-6);
    }
  }

  /**
   * Logits of ±q·k/2 that differ by little, so that weights are no zeros and ones. Logarithms of
   * normalisers are as large, which in float32 leaves them few digits.
   */
  @Test(dataProvider = "directions")
  public void gradientsOfHugeLogits(boolean causal) {
    checkGradients(alike(causal, 300, 500), 1e-7, Double.POSITIVE_INFINITY);
    checkGradients(alike(causal, 30, 10), 1e-11, 1e-3);
  }

  private static AttentionCase alike(boolean causal, int q, int k) {
    AttentionCase one = whole(causal, 1, 1);
    for (int token = 0; token < LENGTH; token++) {
      one.queries()[4 * token] = token % 2 == 0 ? q : -q;
      one.keys()[4 * token] = k;
    }
    return one;
  }

  private static void checkGradients(AttentionCase one, double bound64, double bound32) {
    double[] bar = AttentionCase.normal(new Random(2), SHAPE.valueNumbers());
    double[][] right = gradients(one, bar);
    double[][] found = new double[3][SHAPE.keyNumbers()];
    float[][] single = new float[3][SHAPE.keyNumbers()];
    try (RowWorkers workers = new RowWorkers(1);
        AttentionPass<double[]> wide =
            one.attention().newPass(new Float64Arithmetic(), SHAPE, workers, 8);
        AttentionPass<float[]> narrow =
            one.attention().newPass(new Float32Arithmetic(), SHAPE, workers, 8)) {
      wide.forward(one.queries(), one.keys(), one.values(), null, new double[LENGTH * 3]);
      wide.backward(bar, found[0], found[1], found[2]);
      narrow.forward(
          AttentionCase.narrow(one.queries()),
          AttentionCase.narrow(one.keys()),
          AttentionCase.narrow(one.values()),
          null,
          new float[LENGTH * 3]);
      narrow.backward(AttentionCase.narrow(bar), single[0], single[1], single[2]);
    }
    for (int i = 0; i < 3; i++) {
      double[] wide = Arrays.copyOf(found[i], right[i].length);
      assertThat(AttentionCase.distance(wide, right[i])).as("input %d", i).isLessThan(bound64);
      double[] narrow = Arrays.copyOf(AttentionCase.widen(single[i]), right[i].length);
      assertThat(AttentionCase.distance(narrow, right[i])).as("input %d", i).isLessThan(bound32);
    }
  }

  /** Of queries, keys and values, with one head of 4 and 3 numbers, by the formula. */
  private static double[][] gradients(AttentionCase one, double[] bar) {
    double[][] sums = {new double[LENGTH * 4], new double[LENGTH * 4], new double[LENGTH * 3]};
    for (int i = 0; i < LENGTH; i++) {
      int seen = one.attention().kind().isCausal() ? i + 1 : LENGTH;
      double[] weights = new double[seen];
      for (int j = 0; j < seen; j++) {
        weights[j] = dot(one.queries(), i, one.keys(), j, 4) / 2;
      }
      double largest = Arrays.stream(weights).max().orElseThrow();
      double total = 0;
      for (int j = 0; j < seen; j++) {
        weights[j] = Math.exp(weights[j] - largest);
        total += weights[j];
      }
      double mean = 0;
      for (int j = 0; j < seen; j++) {
        weights[j] /= total;
        mean += weights[j] * dot(bar, i, one.values(), j, 3);
      }
      for (int j = 0; j < seen; j++) {
        double ofLogit = weights[j] * (dot(bar, i, one.values(), j, 3) - mean) / 2;
        for (int e = 0; e < 4; e++) {
          sums[0][i * 4 + e] += ofLogit * one.keys()[j * 4 + e];
          sums[1][j * 4 + e] += ofLogit * one.queries()[i * 4 + e];
        }
        for (int m = 0; m < 3; m++) {
          sums[2][j * 3 + m] += weights[j] * bar[i * 3 + m];
        }
      }
    }
    return sums;
  }

  private static double dot(double[] x, int i, double[] y, int j, int width) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      sum += x[i * width + k] * y[j * width + k];
    }
    return sum;
  }

  /** A run that diverged must show: no query with an infinite logit has numbers for outputs. */
  @Test(dataProvider = "directions")
  public void logitsThatOverflowGiveNoNumbers(boolean causal) {
    AttentionCase one = whole(causal, 3, 3);
    double[] queries = one.queries().clone();
    double[] keys = one.keys().clone();
    for (int e = 0; e < 4; e++) {
      queries[50 * 4 + e] = 1e20;
      keys[20 * 4 + e] = 1e20;
    }
    AttentionCase overflowing =
        new AttentionCase(one.attention(), SHAPE, null, queries, keys, one.values());
    double[] nan = {Double.NaN, Double.NaN, Double.NaN};
    assertThat(Arrays.copyOfRange(overflowing.parallelFloat32(), 150, 153)).isEqualTo(nan);
    if (causal) {
      assertThat(Arrays.copyOf(overflowing.parallelFloat32(), 60))
          .as("queries before the infinite key")
          .isEqualTo(Arrays.copyOf(one.parallelFloat32(), 60));
      assertThat(Arrays.copyOfRange(overflowing.recurrentFloat32(), 150, 153)).isEqualTo(nan);
    }
  }
}
