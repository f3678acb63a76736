// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class TokenSamplerTest {

  private static final int DRAWS = 200_000;

  /** Logarithms of the probabilities 0.4, 0.1, 0.3, 0.15, 0.05, and any constant. */
  private static final double[] SCORES =
      Arrays.stream(new double[] {0.4, 0.1, 0.3, 0.15, 0.05}).map(p -> 7 + Math.log(p)).toArray();

  private static double[] frequencies(Sampling sampling, double[] scores, OptionalInt excluded) {
    TokenSampler sampler = new TokenSampler(sampling, scores.length, excluded);
    SplittableRandom random = new SplittableRandom(3);
    double[] counts = new double[scores.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.draw(scores, 0, random)] += 1.0 / DRAWS;
    }
    return counts;
  }

  private static Sampling sampling(double temperature, int topK, double topP) {
    return new Sampling(
        temperature,
        topK == 0 ? OptionalInt.empty() : OptionalInt.of(topK),
        topP == 0 ? OptionalDouble.empty() : OptionalDouble.of(topP));
  }

  @DataProvider
  public Object[][] settings() {
    double squares = 0.16 + 0.01 + 0.09 + 0.0225 + 0.0025;
    return new Object[][] {
      {sampling(1, 0, 0), new double[] {0.4, 0.1, 0.3, 0.15, 0.05}},
      {
        sampling(0.5, 0, 0),
        Arrays.stream(new double[] {0.16, 0.01, 0.09, 0.0225, 0.0025})
            .map(p -> p / squares)
            .toArray()
      },
      {sampling(1, 2, 0), new double[] {4 / 7.0, 0, 3 / 7.0, 0, 0}},
      {sampling(1, 1, 0), new double[] {1, 0, 0, 0, 0}},
      {sampling(1, 99, 0), new double[] {0.4, 0.1, 0.3, 0.15, 0.05}},
      {sampling(1, 0, 0.39), new double[] {1, 0, 0, 0, 0}},
      {sampling(1, 0, 0.5), new double[] {4 / 7.0, 0, 3 / 7.0, 0, 0}},
      {sampling(1, 0, 0.8), new double[] {0.4 / 0.85, 0, 0.3 / 0.85, 0.15 / 0.85, 0}},
      {sampling(1, 0, 1), new double[] {0.4, 0.1, 0.3, 0.15, 0.05}},
      // Of the three that top-k leaves, two have 0.7 of 0.85.
      {sampling(1, 3, 0.8), new double[] {4 / 7.0, 0, 3 / 7.0, 0, 0}},
      {sampling(1e-300, 0, 0), new double[] {1, 0, 0, 0, 0}},
      {sampling(1e300, 0, 0), new double[] {0.2, 0.2, 0.2, 0.2, 0.2}},
    };
  }

  @Test(dataProvider = "settings")
  public void tokensAreDrawnAsOftenAsTheyAreProbable(Sampling sampling, double[] expected) {
    double[] seen = frequencies(sampling, SCORES, OptionalInt.empty());
    for (int i = 0; i < seen.length; i++) {
      // Five standard deviations of a share of a half.
      assertThat(seen[i]).as("token %d", i).isEqualTo(expected[i], within(2.5 / Math.sqrt(DRAWS)));
      assertThat(seen[i] == 0).as("token %d", i).isEqualTo(expected[i] == 0);
    }
  }

  @Test
  public void withoutTemperatureItIsTheFirstOfTheMostProbable() {
    double[] scores = {0, 3, 1, 3};
    assertThat(frequencies(Sampling.GREEDY, scores, OptionalInt.empty()))
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(0, 1, 0, 0);
    assertThat(frequencies(Sampling.GREEDY, scores, OptionalInt.of(1)))
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(0, 0, 0, 1);
  }

  @Test
  public void ofEqualTokensTheFirstAreKept() {
    double[] scores = {1, 2, 1, 2, 1};
    assertThat(frequencies(sampling(1, 3, 0), scores, OptionalInt.empty()))
        .satisfies(seen -> assertThat(seen[2] + seen[4]).isZero())
        .satisfies(seen -> assertThat(seen[0]).isPositive());
    assertThat(frequencies(sampling(1, 1, 0), scores, OptionalInt.empty())[1])
        .isEqualTo(1, within(1e-9));
  }

  @Test
  public void oneTokenIsNeverDrawn() {
    double[] seen = frequencies(sampling(1, 0, 0), SCORES, OptionalInt.of(0));
    assertThat(seen[0]).isZero();
    assertThat(seen[2]).isEqualTo(0.5, within(0.01));
    TokenSampler sampler = new TokenSampler(sampling(1, 0, 0), 3, OptionalInt.of(1));
    SplittableRandom random = new SplittableRandom(1);
    int[] counts = new int[3];
    for (int i = 0; i < 1000; i++) {
      counts[sampler.drawUniformly(random)]++;
    }
    assertThat(counts[1]).isZero();
    assertThat(counts[0]).isBetween(400, 600);
  }

  /** exp(2000) is infinite, exp(-2000) is 0: what counts is the difference. */
  @Test
  public void largeScoresDoNotOverflow() {
    double[] large = {2000 + Math.log(3), 2000, Double.NEGATIVE_INFINITY};
    assertThat(frequencies(sampling(1, 0, 0), large, OptionalInt.empty())[0])
        .isEqualTo(0.75, within(0.01));
    double[] small = {-2000 + Math.log(3), -2000, -1e300};
    assertThat(frequencies(sampling(1, 0, 0.99), small, OptionalInt.empty())[1])
        .isEqualTo(0.25, within(0.01));
  }

  @Test
  public void scoresThatAreNoNumbersAreRefused() {
    TokenSampler sampler = new TokenSampler(sampling(1, 0, 0), 2, OptionalInt.empty());
    for (double[] scores :
        new double[][] {
          {0, Double.NaN},
          {Double.POSITIVE_INFINITY, 0},
          {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY}
        }) {
      assertThatThrownBy(() -> sampler.draw(scores, 0, new SplittableRandom(1)))
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining("scores cannot be sampled");
    }
  }

  @Test
  public void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> sampling(-1, 0, 0)).hasMessageContaining("not -1");
    assertThatThrownBy(() -> sampling(Double.NaN, 0, 0)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> sampling(1, -1, 0)).hasMessageContaining("top-k");
    assertThatThrownBy(() -> sampling(1, 0, 1.5)).hasMessageContaining("top-p");
  }
}
