// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.testng.annotations.Test;

public final class NgramCountsTest {

  /** After the first token of 0 0 1 0 1: tokens 0 1 0 1; after 0 came 0 once and 1 twice. */
  @Test
  public void probabilitiesAreThoseComputedByHand() {
    NgramCounts counts = new NgramCounts(2, 3, List.of(new int[] {0, 0, 1, 0, 1}));
    double zero = (2 + 2.0 / 3) / (4 + 2);
    double two = (0 + 2.0 / 3) / (4 + 2);
    assertThat(counts.probability(new int[] {0, 0}, 1, 1)).isCloseTo(zero, within(1e-15));
    assertThat(counts.probability(new int[] {0, 0}, 1, 2))
        .isCloseTo((1 + 2 * zero) / (3 + 2), within(1e-15));
    assertThat(counts.probability(new int[] {0, 2}, 1, 2))
        .isCloseTo((0 + 2 * two) / (3 + 2), within(1e-15));
    assertThat(counts.probability(new int[] {2, 0}, 1, 2))
        .as("an unseen context falls back")
        .isCloseTo(zero, within(1e-15));
  }

  @Test
  public void probabilitiesOfAllTokensAddUpToOne() {
    Random random = new Random(1);
    int[] text = random.ints(400, 0, 5).toArray();
    NgramCounts counts = new NgramCounts(4, 5, List.of(text));
    for (int i = 0; i < 50; i++) {
      int[] sequence = random.ints(6, 0, 5).toArray();
      double sum = 0;
      for (int token = 0; token < 5; token++) {
        sequence[5] = token;
        sum += counts.probability(sequence, 5, 4);
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  public void repetitionIsLearntAndChanceIsNot() {
    int[] cycle = new int[3000];
    for (int i = 0; i < cycle.length; i++) {
      cycle[i] = i % 3;
    }
    NgramCounts cyclic = new NgramCounts(2, 3, List.of(cycle));
    assertThat(cyclic.bits(List.of(cycle), 1)).isCloseTo(Math.log(3) / Math.log(2), within(1e-3));
    assertThat(cyclic.bits(List.of(cycle), 2)).isLessThan(0.01);
    int[] coin = new Random(2).ints(20_000, 0, 2).toArray();
    assertThat(new NgramCounts(3, 2, List.of(coin)).bits(List.of(coin), 3))
        .isCloseTo(1, within(1e-3));
  }
}
