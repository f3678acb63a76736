// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.Batch;
import dev.impetus.model.training.Metric;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * The mean over classes of {@code F1 = 2 TP / (2 TP + FP + FN)}, with the true positives, false
 * positives and false negatives of all entries that count. Classes that are neither wanted nor
 * predicted anywhere have none and are left out (as in scikit-learn's {@code f1_score}).
 */
final class MacroF1Metric implements Metric {

  private final String name;
  private final ClassScores scores;
  private final long[] hits;
  private final long[] wanted;
  private final long[] predicted;

  MacroF1Metric(String name, ClassScores scores) {
    this.name = name;
    this.scores = scores;
    this.hits = new long[scores.classes()];
    this.wanted = new long[scores.classes()];
    this.predicted = new long[scores.classes()];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public void reset() {
    Arrays.fill(hits, 0);
    Arrays.fill(wanted, 0);
    Arrays.fill(predicted, 0);
  }

  @Override
  public void add(StateVector prediction, Batch batch) {
    Comparison comparison = scores.comparison();
    comparison.read(prediction, batch);
    for (int row = 0; row < comparison.rows(); row++) {
      for (int entry = 0; entry < comparison.entries(); entry++) {
        if (comparison.weight(row, entry) != 0) {
          int truth = scores.wanted(row, entry);
          int guess = scores.predicted(row, entry);
          wanted[truth]++;
          if (guess >= 0) {
            predicted[guess]++;
            hits[truth] += guess == truth ? 1 : 0;
          }
        }
      }
    }
  }

  @Override
  public double value() {
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < hits.length; i++) {
      long either = wanted[i] + predicted[i]; // 2 TP + FP + FN
      if (either > 0) {
        sum += 2.0 * hits[i] / either;
        classes++;
      }
    }
    return sum / classes;
  }
}
