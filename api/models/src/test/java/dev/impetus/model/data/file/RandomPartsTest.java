// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.testng.annotations.Test;

public final class RandomPartsTest {

  private static final double TRAINING = 0.63;
  private static final double VALIDATION = 0.17;

  /** Class sizes 1, 3, 40, 7, 200, 12: 263 samples in mixed order. */
  private static int[] classes() {
    List<Integer> sizes = List.of(1, 3, 40, 7, 200, 12);
    int[] left = sizes.stream().mapToInt(Integer::intValue).toArray();
    int[] classes = new int[Arrays.stream(left).sum()];
    for (int i = 0, label = 0; i < classes.length; label = (label + 1) % left.length) {
      if (left[label] > 0) {
        left[label]--;
        classes[i++] = label;
      }
    }
    return classes;
  }

  @Test
  public void everySampleIsInOnePartAndPartsHaveTheirSizes() {
    int[] classes = classes();
    Map<Split, int[]> parts = RandomParts.stratified(classes, TRAINING, VALIDATION, 5);
    int[] all = parts.values().stream().flatMapToInt(Arrays::stream).sorted().toArray();
    assertThat(all).isEqualTo(IntStream.range(0, 263).toArray());
    assertThat(parts.get(Split.TRAINING)).hasSize(166).isSorted();
    assertThat(parts.get(Split.VALIDATION)).hasSize(210 - 166).isSorted();
  }

  @Test
  public void everyClassHasItsShare() {
    int[] classes = classes();
    for (long seed = 0; seed < 50; seed++) {
      Map<Split, int[]> parts = RandomParts.stratified(classes, TRAINING, VALIDATION, seed);
      for (int label = 0; label < 6; label++) {
        int wanted = label;
        long size = Arrays.stream(classes).filter(c -> c == wanted).count();
        long training =
            Arrays.stream(parts.get(Split.TRAINING)).filter(i -> classes[i] == wanted).count();
        // A class deviates by less than one from the cut, and the cut, which counts all samples, by
        // less than one a class and half a sample. Without classes 40 samples would deviate by 2.8.
        assertThat(Math.abs(training - TRAINING * size))
            .as("class %d, seed %d", label, seed)
            .isLessThan(1 + 6.5 * size / 263);
      }
    }
  }

  @Test
  public void theSeedDecides() {
    int[] classes = new int[40];
    int[] one = RandomParts.stratified(classes, 0.5, 0, 1).get(Split.TRAINING);
    assertThat(one)
        .isEqualTo(RandomParts.stratified(classes, 0.5, 0, 1).get(Split.TRAINING))
        .isNotEqualTo(RandomParts.stratified(classes, 0.5, 0, 2).get(Split.TRAINING));
  }

  /** Each of 4 samples is in the half with probability 1/2; four deviations in 4 000 draws. */
  @Test
  public void everySampleIsEquallyLikely() {
    int[] counts = new int[4];
    for (long seed = 0; seed < 4000; seed++) {
      for (int i : RandomParts.stratified(new int[4], 0.5, 0, seed * 7919).get(Split.TRAINING)) {
        counts[i]++;
      }
    }
    for (int count : counts) {
      assertThat(Math.abs(count - 2000)).isLessThan(4 * 32);
    }
  }
}
