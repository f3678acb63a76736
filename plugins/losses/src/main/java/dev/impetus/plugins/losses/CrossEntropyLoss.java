// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

/**
 * {@code −log softmax(scores)[class]}, by {@code log Σ exp(s) = m + log Σ exp(s − m)} with the
 * largest score m, so that no exponential overflows; its gradient is {@code softmax(scores) −
 * onehot(class)}.
 */
final class CrossEntropyLoss extends RowwiseLoss {

  private final int classes;

  CrossEntropyLoss(Comparison comparison, int classes) {
    super(comparison);
    this.classes = classes;
  }

  @Override
  double entry(
      Comparison comparison, int row, int entry, double scale, double[] slopes, int offset) {
    int first = entry * classes;
    int wanted = ClassIndex.of(comparison.target(row, entry), classes, row);
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      largest = Math.max(largest, comparison.predicted(row, first + i));
    }
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += Math.exp(comparison.predicted(row, first + i) - largest);
    }
    if (slopes != null) {
      for (int i = 0; i < classes; i++) {
        double probability = Math.exp(comparison.predicted(row, first + i) - largest) / sum;
        slopes[offset + first + i] = scale * (probability - (i == wanted ? 1 : 0));
      }
    }
    return largest + Math.log(sum) - comparison.predicted(row, first + wanted);
  }
}
