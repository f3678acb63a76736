// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

/** {@code −log softmax(scores)[class]}; its gradient is {@code softmax(scores) − onehot(class)}. */
final class CrossEntropyLoss extends RowwiseLoss {

  private final ClassScores scores;

  CrossEntropyLoss(ClassScores scores, boolean bySteps) {
    super(scores.comparison(), bySteps);
    this.scores = scores;
  }

  @Override
  double entry(
      Comparison comparison, int row, int entry, double scale, double[] slopes, int offset) {
    int first = offset + entry * scores.classes();
    double loss = scores.logLoss(row, entry, slopes, first);
    if (slopes != null) {
      slopes[first + scores.wanted(row, entry)] -= 1;
      for (int i = 0; i < scores.classes(); i++) {
        slopes[first + i] *= scale;
      }
    }
    return loss;
  }
}
