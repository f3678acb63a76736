// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.testng.annotations.Test;

public final class BaselineTest {

  private static LabelledWords text(int label, int... words) {
    return new LabelledWords(words, label);
  }

  @Test
  public void weightsAreThoseComputedByHand() {
    WordWeights weights = new WordWeights(List.of(text(0, 0, 1, 1), text(1, 0, 2)), 4);
    double common = 1 + Math.log(3.0 / 3);
    double rare = (1 + Math.log(2)) * (1 + Math.log(3.0 / 2));
    double length = Math.hypot(common, rare);
    WordWeights.Bag bag = weights.bag(new int[] {1, 0, 1});
    assertThat(bag.words()).containsExactly(0, 1);
    assertThat(bag.weights())
        .containsExactly(new double[] {common / length, rare / length}, within(1e-15));
    assertThat(weights.bag(new int[0]).words()).isEmpty();
  }

  /** Of word 0 or 1, one says the class; the others are noise. */
  @Test
  public void wordsThatTellTheClassAreFound() {
    Random random = new Random(3);
    List<LabelledWords> texts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int label = random.nextInt(2);
      texts.add(text(label, 2 + random.nextInt(20), label, 2 + random.nextInt(20)));
    }
    List<LabelledWords> training = texts.subList(0, 400);
    WordWeights weights = new WordWeights(training, 30);
    LogisticRegression model =
        LogisticRegression.fit(training, texts.subList(400, 500), weights, 2, 5);
    assertThat(Scores.of(texts.subList(500, 600), 2, model::predict)).isEqualTo(new Scores(1, 1));
  }

  /** Class 0: 2 right of 3, class 1: 1 right, one false alarm; class 2 does not occur. */
  @Test
  public void macroF1AveragesOverClassesThatOccur() {
    List<LabelledWords> texts = List.of(text(0, 0), text(0, 0), text(0, 1), text(1, 1));
    Scores scores = Scores.of(texts, 3, words -> words[0]);
    assertThat(scores.macroF1()).isCloseTo((4.0 / 5 + 2.0 / 3) / 2, within(1e-15));
    assertThat(scores.accuracy()).isCloseTo(0.75, within(1e-15));
  }
}
