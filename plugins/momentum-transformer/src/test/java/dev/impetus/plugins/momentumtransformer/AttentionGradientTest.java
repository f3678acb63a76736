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

/** Gradients against central differences. */
public class AttentionGradientTest {

  private static final double STEP = 1e-5;

  @DataProvider
  public static Object[][] attentions() {
    return AttentionEquationsTest.attentions();
  }

  @Test(dataProvider = "attentions")
  public void gradientsAreCentralDifferences(Attention attention) {
    check(AttentionCase.random(attention, new AttentionShape(1, 1, 1, 3, 2), 1), 4);
    check(AttentionCase.random(attention, new AttentionShape(2, 9, 2, 3, 2), 2, 9, 5), 4);
    check(AttentionCase.random(attention, new AttentionShape(1, 13, 1, 3, 4), 3), 4);
    check(AttentionCase.random(attention, new AttentionShape(1, 8, 1, 2, 2), 4), 64);
  }

  private static void check(AttentionCase one, int chunk) {
    AttentionShape shape = one.shape();
    double[] cotangent = AttentionCase.normal(new Random(5), shape.valueNumbers());
    double[][] gradients = new double[3][];
    for (int i = 0; i < 3; i++) {
      gradients[i] = new double[i < 2 ? shape.keyNumbers() : shape.valueNumbers()];
      Arrays.fill(gradients[i], Double.NaN);
    }
    double[][] inputs = {one.queries(), one.keys(), one.values()};
    double[] out = new double[shape.valueNumbers()];
    try (RowWorkers workers = new RowWorkers(1);
        AttentionPass<double[]> pass =
            one.attention().newPass(new Float64Arithmetic(), shape, workers, chunk)) {
      pass.forward(one.queries(), one.keys(), one.values(), one.lengths(), out);
      // Twice: nothing is left from the first time.
      pass.backward(cotangent, gradients[0], gradients[1], gradients[2]);
      pass.backward(cotangent, gradients[0], gradients[1], gradients[2]);
      double[] scratch = new double[out.length];
      for (int input = 0; input < 3; input++) {
        double[] differences = new double[inputs[input].length];
        for (int i = 0; i < differences.length; i++) {
          double kept = inputs[input][i];
          inputs[input][i] = kept + STEP;
          pass.forward(one.queries(), one.keys(), one.values(), one.lengths(), scratch);
          double above = dot(cotangent, scratch);
          inputs[input][i] = kept - STEP;
          pass.forward(one.queries(), one.keys(), one.values(), one.lengths(), scratch);
          differences[i] = (above - dot(cotangent, scratch)) / (2 * STEP);
          inputs[input][i] = kept;
        }
        double largest = Arrays.stream(differences).map(Math::abs).max().orElse(0);
        for (int i = 0; i < differences.length; i++) {
          assertThat(gradients[input][i])
              .as("%s, chunk %d, input %d, number %d", one, chunk, input, i)
              .isBetween(
                  differences[i] - 2e-7 * (largest + 1e-2),
                  differences[i] + 2e-7 * (largest + 1e-2));
        }
      }
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** Over many chunks, in float: states and cotangents pass all of them. */
  @Test(dataProvider = "attentions")
  public void float32GradientsAreThoseOfFloat64(Attention attention) {
    AttentionShape shape = new AttentionShape(1, 1000, 2, 8, 6);
    AttentionCase one = AttentionCase.random(attention, shape, 31);
    double[] cotangent = AttentionCase.normal(new Random(6), shape.valueNumbers());
    float[][] single = new float[3][shape.keyNumbers()];
    double[][] twice = new double[3][shape.keyNumbers()];
    float[] queries = AttentionCase.narrow(one.queries());
    float[] keys = AttentionCase.narrow(one.keys());
    float[] values = AttentionCase.narrow(one.values());
    try (RowWorkers workers = new RowWorkers(2);
        AttentionPass<float[]> narrow = attention.newPass(new Float32Arithmetic(), shape, workers);
        AttentionPass<double[]> wide = attention.newPass(new Float64Arithmetic(), shape, workers)) {
      narrow.forward(queries, keys, values, null, new float[shape.valueNumbers()]);
      narrow.backward(AttentionCase.narrow(cotangent), single[0], single[1], single[2]);
      wide.forward(one.queries(), one.keys(), one.values(), null, new double[shape.valueNumbers()]);
      wide.backward(cotangent, twice[0], twice[1], twice[2]);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(AttentionCase.distance(AttentionCase.widen(single[i]), twice[i]))
          .as("%s, input %d", one, i)
          .isLessThan(3e-5);
    }
  }
}
