// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How well classes are told.
 *
 * @param macroF1 2 TP / (2 TP + FP + FN), averaged over the classes that are there or predicted
 * @param accuracy share of right answers
 */
record Scores(double macroF1, double accuracy) {

  static Scores of(List<LabelledWords> texts, int classes, ToIntFunction<int[]> classifier) {
    int[] right = new int[classes];
    int[] predicted = new int[classes];
    int[] wanted = new int[classes];
    for (LabelledWords text : texts) {
      int answer = classifier.applyAsInt(text.words());
      predicted[answer]++;
      wanted[text.label()]++;
      if (answer == text.label()) {
        right[answer]++;
      }
    }
    double sum = 0;
    int counted = 0;
    int allRight = 0;
    for (int c = 0; c < classes; c++) {
      if (predicted[c] + wanted[c] > 0) {
        sum += 2.0 * right[c] / (predicted[c] + wanted[c]);
        counted++;
      }
      allRight += right[c];
    }
    return new Scores(sum / counted, (double) allRight / texts.size());
  }
}
