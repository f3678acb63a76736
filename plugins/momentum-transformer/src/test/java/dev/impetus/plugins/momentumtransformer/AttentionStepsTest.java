// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.kernel.Float32Arithmetic;
import dev.impetus.kernel.Float64Arithmetic;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The recurrent form against the parallel one. */
public class AttentionStepsTest {

  private static final FeatureMap ELU = FeatureMap.of(FeatureMap.Kind.ELU_PLUS_ONE);

  @DataProvider
  public static Object[][] causal() {
    List<Object[]> cases = new ArrayList<>();
    cases.add(new Object[] {Attention.softmax(true)});
    cases.add(new Object[] {Attention.of(AttentionKind.CAUSAL_LINEAR, ELU)});
    for (double b : new double[] {0, 0.1, 0.3, 0.6, 0.9, 0.99}) {
      for (boolean weighted : new boolean[] {false, true}) {
        cases.add(
            new Object[] {new Attention(AttentionKind.CAUSAL_MOMENTUM, ELU, b, 0.6, weighted)});
      }
    }
    for (FeatureMap.Kind map : FeatureMap.Kind.values()) {
      FeatureMap features =
          map == FeatureMap.Kind.RANDOM_FOURIER
              ? FeatureMap.randomFourier(32, 9)
              : FeatureMap.of(map);
      cases.add(
          new Object[] {new Attention(AttentionKind.CAUSAL_MOMENTUM, features, 0.9, 2, false)});
    }
    return cases.toArray(Object[][]::new);
  }

  @Test(dataProvider = "causal")
  public void recurrenceIsTheParallelForm(Attention attention) {
    for (int length : new int[] {1, 2, 63, 64, 65, 127, 128, 129, 500}) {
      AttentionShape shape = new AttentionShape(2, length, 2, 8, 6);
      AttentionCase one = AttentionCase.random(attention, shape, length);
      assertThat(AttentionCase.distance(one.parallel(), one.recurrent()))
          .as("%s", one)
          .isLessThan(1e-12);
      assertThat(AttentionCase.distance(one.parallelFloat32(), one.recurrentFloat32()))
          .as("%s", one)
          .isLessThan(1e-5);
    }
  }

  @Test(dataProvider = "causal")
  public void recurrenceIsTheParallelFormOfLongSequences(Attention attention) {
    int length = attention.kind().isSoftmax() ? 2048 : 16_384;
    AttentionCase one = AttentionCase.random(attention, new AttentionShape(1, length, 1, 4, 4), 77);
    assertThat(AttentionCase.distance(one.parallel(), one.recurrent())).isLessThan(1e-12);
    assertThat(AttentionCase.distance(one.parallelFloat32(), one.recurrentFloat32()))
        .isLessThan(1e-5);
  }

  /** What the published code trains is not what it generates with. */
  @Test
  public void legacyFormIsNotTheRecurrence() {
    for (double b : new double[] {0.1, 0.3, 0.6, 0.9, 0.99}) {
      Attention attention = new Attention(AttentionKind.CAUSAL_MOMENTUM_LEGACY, ELU, b, 0.6, false);
      AttentionCase one = AttentionCase.random(attention, new AttentionShape(1, 256, 2, 8, 8), 1);
      assertThat(AttentionCase.distance(one.parallel(), one.recurrent()))
          .as("b = %s", b)
          .isGreaterThan(0.02);
    }
  }

  @Test(dataProvider = "causal")
  public void resetForgets(Attention attention) {
    AttentionSteps<float[]> steps = attention.newSteps(new Float32Arithmetic(), 1, 1, 2, 2);
    float[] first = new float[2];
    float[] again = new float[2];
    float[] token = {0.5f, -1};
    steps.step(token, token, token, first);
    steps.step(new float[] {3, 3}, new float[] {1, 2}, new float[] {9, 9}, again);
    assertThat(again).isNotEqualTo(first);
    steps.reset();
    steps.step(token, token, token, again);
    assertThat(again).isEqualTo(first);
  }

  /** Random Fourier features are products in native memory. */
  @Test
  public void closingFreesTheFeatureMap() {
    AttentionSteps<float[]> steps =
        Attention.of(AttentionKind.CAUSAL_LINEAR, FeatureMap.randomFourier(8, 1))
            .newSteps(new Float32Arithmetic(), 1, 1, 2, 2);
    float[] token = {0.5f, -1};
    steps.step(token, token, token, new float[2]);
    steps.close();
    steps.close();
    assertThatThrownBy(() -> steps.step(token, token, token, new float[2]))
        .hasMessageContaining("is closed");
  }

  @Test
  public void memoryIsConstantUnlessSoftmax() {
    double[] token = {1, 2};
    AttentionSteps<double[]> linear =
        Attention.of(AttentionKind.CAUSAL_LINEAR, ELU)
            .newSteps(new Float64Arithmetic(), 1, 1, 2, 2);
    AttentionSteps<double[]> softmax =
        Attention.softmax(true).newSteps(new Float64Arithmetic(), 1, 1, 2, 2);
    for (int i = 1; i <= 200; i++) {
      linear.step(token, token, token, new double[2]);
      softmax.step(token, token, token, new double[2]);
      // A state of 2 × (2 + 1), and 2 + 2 numbers a token.
      assertThat(linear.memory()).isEqualTo(48);
      assertThat(softmax.memory()).isEqualTo(32L * i);
    }
  }
}
