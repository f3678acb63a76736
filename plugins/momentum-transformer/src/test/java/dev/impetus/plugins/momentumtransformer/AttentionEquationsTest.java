// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.kernel.Float64Arithmetic;
import dev.impetus.kernel.RowWorkers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The parallel forms against the formulas, and what no query may see. */
public class AttentionEquationsTest {

  private static final FeatureMap ELU = FeatureMap.of(FeatureMap.Kind.ELU_PLUS_ONE);

  /** Every kind with every map and both normalisers. */
  static List<Attention> all() {
    List<Attention> all = new ArrayList<>();
    all.add(Attention.softmax(false));
    all.add(Attention.softmax(true));
    for (AttentionKind kind : AttentionKind.values()) {
      for (FeatureMap.Kind map : FeatureMap.Kind.values()) {
        FeatureMap features =
            map == FeatureMap.Kind.RANDOM_FOURIER
                ? FeatureMap.randomFourier(64, 5)
                : FeatureMap.of(map);
        if (kind.hasMomentum()) {
          all.add(new Attention(kind, features, 0.7, 0.6, false));
          all.add(new Attention(kind, features, 0.7, 0.6, true));
        } else if (!kind.isSoftmax()) {
          all.add(Attention.of(kind, features));
        }
      }
    }
    return all;
  }

  @DataProvider
  public static Object[][] attentions() {
    return all().stream().map(attention -> new Object[] {attention}).toArray(Object[][]::new);
  }

  @Test(dataProvider = "attentions")
  public void parallelFormIsTheFormula(Attention attention) {
    for (int length : new int[] {1, 2, 7, 8, 9, 16, 17, 40}) {
      AttentionShape shape = new AttentionShape(2, length, 2, 5, 3);
      AttentionCase one = AttentionCase.random(attention, shape, length);
      double[] direct = one.direct();
      for (int chunk : new int[] {1, 3, 8, 64}) {
        assertThat(AttentionCase.distance(one.parallel(chunk, 1), direct))
            .as("%s in chunks of %d", one, chunk)
            .isLessThan(1e-12);
      }
    }
  }

  @Test(dataProvider = "attentions")
  public void float32IsTheFormula(Attention attention) {
    AttentionShape shape = new AttentionShape(1, 200, 2, 16, 12);
    AttentionCase one = AttentionCase.random(attention, shape, 3);
    assertThat(AttentionCase.distance(one.parallelFloat32(), one.direct())).isLessThan(1e-5);
  }

  @Test(dataProvider = "attentions")
  public void paddingContributesNothingAndIsZero(Attention attention) {
    AttentionShape shape = new AttentionShape(4, 21, 2, 4, 3);
    AttentionCase one = AttentionCase.random(attention, shape, 11, 21, 8, 0, 1);
    double[] found = one.parallel(8, 1);
    assertThat(AttentionCase.distance(found, one.direct())).isLessThan(1e-12);
    int perToken = shape.heads() * shape.values();
    assertThat(Arrays.copyOfRange(found, (21 + 8) * perToken, 2 * 21 * perToken)).containsOnly(0);
    double[] poisoned = one.keys().clone();
    double[] values = one.values().clone();
    for (int i = (21 + 8) * shape.heads() * shape.keys(); i < 2 * 21 * 2 * shape.keys(); i++) {
      poisoned[i] = 1e30;
    }
    Arrays.fill(values, (21 + 8) * perToken, 2 * 21 * perToken, Double.NaN);
    AttentionCase other =
        new AttentionCase(attention, shape, one.lengths(), one.queries(), poisoned, values);
    assertThat(other.parallel(8, 1)).isEqualTo(found);
  }

  /** More padding changes nothing, except with the published weights, which count it. */
  @Test(dataProvider = "attentions")
  public void lengthOfPaddingDoesNotMatterExceptToTheLegacyForm(Attention attention) {
    int real = 20;
    double distance =
        AttentionCase.distance(padded(attention, real, 45), padded(attention, real, 20));
    if (attention.kind() == AttentionKind.CAUSAL_MOMENTUM_LEGACY) {
      assertThat(distance).isGreaterThan(1e-3);
    } else {
      assertThat(distance).isLessThan(1e-13);
    }
  }

  private static double[] padded(Attention attention, int real, int length) {
    AttentionShape shape = new AttentionShape(1, real, 1, 4, 3);
    AttentionCase one = AttentionCase.random(attention, shape, 8);
    AttentionCase longer =
        new AttentionCase(
            attention,
            new AttentionShape(1, length, 1, 4, 3),
            new int[] {real},
            Arrays.copyOf(one.queries(), length * 4),
            Arrays.copyOf(one.keys(), length * 4),
            Arrays.copyOf(one.values(), length * 3));
    return Arrays.copyOf(longer.parallel(8, 1), real * 3);
  }

  @Test(dataProvider = "attentions")
  public void causalKindsDoNotSeeLaterTokens(Attention attention) {
    AttentionShape shape = new AttentionShape(1, 40, 2, 4, 3);
    AttentionCase one = AttentionCase.random(attention, shape, 21);
    Random random = new Random(1);
    int kept = 19;
    double[] queries = one.queries().clone();
    double[] keys = one.keys().clone();
    double[] values = one.values().clone();
    for (int i = kept * 8; i < keys.length; i++) {
      queries[i] = random.nextGaussian();
      keys[i] = random.nextGaussian();
    }
    for (int i = kept * 6; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    AttentionCase other = new AttentionCase(attention, shape, null, queries, keys, values);
    double[] before = Arrays.copyOf(one.parallel(8, 1), kept * 6);
    double[] after = Arrays.copyOf(other.parallel(8, 1), kept * 6);
    if (attention.kind().isCausal()) {
      assertThat(after).isEqualTo(before);
    } else {
      assertThat(after).isNotEqualTo(before);
    }
  }

  @Test
  public void withoutMomentumItIsLinearAttentionToTheLastBit() {
    AttentionShape shape = new AttentionShape(2, 150, 3, 8, 8);
    for (boolean weighted : new boolean[] {false, true}) {
      AttentionCase linear =
          AttentionCase.random(Attention.of(AttentionKind.CAUSAL_LINEAR, ELU), shape, 4);
      AttentionCase momentum =
          linear.with(new Attention(AttentionKind.CAUSAL_MOMENTUM, ELU, 0, 1, weighted));
      assertThat(momentum.parallel()).isEqualTo(linear.parallel());
      assertThat(momentum.parallelFloat32()).isEqualTo(linear.parallelFloat32());
      assertThat(momentum.recurrent()).isEqualTo(linear.recurrent());
    }
  }

  /** The published form is right for the last query of an unpadded sequence, and only there. */
  @Test
  public void legacyWeightsAreTheRecurrencesForTheLastQueryAlone() {
    AttentionShape shape = new AttentionShape(1, 64, 1, 4, 3);
    AttentionCase legacy =
        AttentionCase.random(
            new Attention(AttentionKind.CAUSAL_MOMENTUM_LEGACY, ELU, 0.6, 0.9, false), shape, 2);
    double[] parallel = legacy.parallel();
    double[] recurrent = legacy.recurrent();
    double[] last = Arrays.copyOfRange(parallel, 63 * 3, 64 * 3);
    assertThat(AttentionCase.distance(last, Arrays.copyOfRange(recurrent, 63 * 3, 64 * 3)))
        .isLessThan(1e-13);
    // A first query has but one key: g / (1 - b) v instead of g v.
    assertThat(parallel[0] / recurrent[0]).isBetween(2.49, 2.51);
  }

  /** N = 5, b = 0.6, g = 0.9: the first query's key weighs 0.9, in the published code 2.075. */
  @Test
  public void publishedNumbers() {
    AttentionShape shape = new AttentionShape(1, 5, 1, 1, 1);
    double[] ones = {1, 1, 1, 1, 1};
    FeatureMap relu = FeatureMap.of(FeatureMap.Kind.RELU_PLUS_ONE);
    AttentionCase momentum =
        new AttentionCase(
            new Attention(AttentionKind.CAUSAL_MOMENTUM, relu, 0.6, 0.9, false),
            shape,
            null,
            ones,
            ones,
            ones);
    assertThat(momentum.parallel()[0]).isBetween(0.9 - 1e-6, 0.9);
    AttentionCase legacy =
        momentum.with(new Attention(AttentionKind.CAUSAL_MOMENTUM_LEGACY, relu, 0.6, 0.9, false));
    assertThat(legacy.parallel()[0]).isBetween(2.0750, 2.0751);
  }

  @Test
  public void softmaxOfHugeLogits() {
    for (boolean causal : new boolean[] {false, true}) {
      AttentionShape shape = new AttentionShape(1, 100, 2, 4, 3);
      AttentionCase one = AttentionCase.random(Attention.softmax(causal), shape, 6);
      double[] queries = Arrays.stream(one.queries()).map(v -> 300 * v).toArray();
      double[] rising = one.keys().clone();
      for (int i = 0; i < rising.length; i++) {
        // Logits rise with the keys, so that maxima must follow in every block.
        rising[i] *= 1 + i;
      }
      AttentionCase huge =
          new AttentionCase(one.attention(), shape, null, queries, rising, one.values());
      // Logits are up to 1e6, of which 1e-10 is rounding.
      assertThat(AttentionCase.distance(huge.parallel(8, 1), huge.direct())).isLessThan(1e-9);
      AttentionCase low =
          new AttentionCase(
              one.attention(),
              shape,
              null,
              Arrays.stream(queries).map(v -> -Math.abs(v)).toArray(),
              Arrays.stream(rising).map(Math::abs).toArray(),
              one.values());
      assertThat(AttentionCase.distance(low.parallel(8, 1), low.direct())).isLessThan(1e-9);
    }
  }

  @Test(dataProvider = "attentions")
  public void threadsDoNotChangeABit(Attention attention) {
    AttentionShape shape = new AttentionShape(3, 33, 3, 4, 4);
    AttentionCase one = AttentionCase.random(attention, shape, 13, 33, 9, 20);
    double[] alone = one.parallel(8, 1);
    assertThat(one.parallel(8, 2)).isEqualTo(alone);
    assertThat(one.parallel(8, 4)).isEqualTo(alone);
    AttentionShape single = new AttentionShape(1, 33, 2, 4, 4);
    AttentionCase few = AttentionCase.random(attention, single, 13);
    assertThat(few.parallel(8, 4)).isEqualTo(few.parallel(8, 1));
  }

  @Test
  public void randomFourierFeaturesEstimateTheGaussianKernel() {
    FeatureMap map = FeatureMap.randomFourier(4096, 17);
    Float64AttentionArithmetic on = new Float64AttentionArithmetic();
    Random random = new Random(2);
    double[] x = AttentionCase.normal(random, 6);
    double[] phi = new double[2 * 4096];
    try (FeatureTransform<double[]> transform = FeatureTransform.of(on, map, 3, 2)) {
      transform.apply(x, phi, 2);
    }
    double product = 0;
    double square = 0;
    for (int i = 0; i < 4096; i++) {
      product += phi[i] * phi[4096 + i];
      square += phi[i] * phi[i];
    }
    double gap = 0;
    for (int i = 0; i < 3; i++) {
      gap += Math.pow(x[i] - x[3 + i], 2);
    }
    assertThat(square).isBetween(1 - 1e-12, 1 + 1e-12);
    // A standard deviation of the mean of 2048 cosines is at most 0.016.
    assertThat(product)
        .isBetween(
            Math.exp(-gap / (2 * Math.sqrt(3))) - 0.06, Math.exp(-gap / (2 * Math.sqrt(3))) + 0.06);
  }

  /** Twice the tokens, twice the memory: no array is L × L. */
  @Test(dataProvider = "attentions")
  public void memoryIsLinearInTheLength(Attention attention) {
    try (RowWorkers workers = new RowWorkers(1)) {
      long[] bytes = new long[2];
      for (int i = 0; i < 2; i++) {
        AttentionShape shape = new AttentionShape(1, 4096 << i, 2, 8, 8);
        try (AttentionPass<double[]> pass =
            attention.newPass(new Float64Arithmetic(), shape, workers)) {
          bytes[i] = pass.memory();
        }
      }
      assertThat(bytes[1]).isBetween(bytes[0], 2 * bytes[0]);
    }
  }

  @Test
  public void refusesWhatItCannotCompute() {
    assertThatThrownBy(() -> new Attention(AttentionKind.MOMENTUM, ELU, 1, 1, false))
        .hasMessageContaining("1.0, not in [0, 1)");
    assertThatThrownBy(() -> new Attention(AttentionKind.MOMENTUM, ELU, 0.5, 0, false))
        .hasMessageContaining("step size is 0.0");
    assertThatThrownBy(() -> Attention.of(AttentionKind.CAUSAL_LINEAR, ELU).withMomentum(0.5, 1))
        .hasMessageContaining("CAUSAL_LINEAR attention has no momentum");
    assertThatThrownBy(() -> FeatureMap.randomFourier(5, 1)).hasMessageContaining("5 features");
    assertThatThrownBy(() -> new AttentionShape(1, 0, 1, 1, 1)).hasMessageContaining("0 tokens");
    assertThatThrownBy(() -> new AttentionShape(1000, 100_000, 8, 32, 32))
        .hasMessageContaining("25600000000 numbers");
    assertThatThrownBy(() -> Attention.softmax(false).newSteps(new Float64Arithmetic(), 1, 1, 1, 1))
        .hasMessageContaining("sees later tokens");
    try (RowWorkers workers = new RowWorkers(1);
        AttentionPass<double[]> pass =
            Attention.softmax(true)
                .newPass(new Float64Arithmetic(), new AttentionShape(1, 4, 1, 2, 2), workers)) {
      double[] eight = new double[8];
      assertThatThrownBy(() -> pass.backward(eight, eight, eight, eight))
          .hasMessageContaining("backward before forward");
      assertThatThrownBy(() -> pass.forward(eight, new double[7], eight, null, eight))
          .hasMessageContaining("keys have 7 numbers instead of 8");
      assertThatThrownBy(() -> pass.forward(eight, eight, eight, new int[] {5}, eight))
          .hasMessageContaining("5 real tokens of 4");
    }
  }
}
