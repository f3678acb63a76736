// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import java.util.Arrays;
import java.util.List;

/**
 * Texts as bags of words: word w of a text has the weight
 *
 * <pre>
 * (1 + ln count(w)) · (1 + ln((1 + texts) / (1 + texts with w)))
 * </pre>
 *
 * and a text's weights have Euclidean length 1 (tf-idf; Salton and Buckley, Information Processing
 * and Management 24, 1988).
 */
final class WordWeights {

  private final double[] rarity;

  /** Counts in which of these texts each word of the vocabulary stands. */
  WordWeights(List<LabelledWords> texts, int vocabulary) {
    int[] having = new int[vocabulary];
    for (LabelledWords text : texts) {
      Arrays.stream(text.words()).distinct().forEach(word -> having[word]++);
    }
    rarity = new double[vocabulary];
    for (int word = 0; word < vocabulary; word++) {
      rarity[word] = 1 + Math.log((1.0 + texts.size()) / (1.0 + having[word]));
    }
  }

  int vocabulary() {
    return rarity.length;
  }

  Bag bag(int[] words) {
    int[] sorted = words.clone();
    Arrays.sort(sorted);
    int[] different = Arrays.stream(sorted).distinct().toArray();
    double[] weights = new double[different.length];
    double square = 0;
    int at = 0;
    for (int i = 0; i < different.length; i++) {
      int from = at;
      while (at < sorted.length && sorted[at] == different[i]) {
        at++;
      }
      weights[i] = (1 + Math.log(at - from)) * rarity[different[i]];
      square += weights[i] * weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= Math.sqrt(square);
    }
    return new Bag(different, weights);
  }

  /**
   * A sparse vector.
   *
   * @param words in ascending order
   * @param weights of these words
   */
  record Bag(int[] words, double[] weights) {}
}
