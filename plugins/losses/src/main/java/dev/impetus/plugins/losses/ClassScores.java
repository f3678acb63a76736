// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import java.util.List;

/**
 * Which class is predicted and which is wanted: by one score a class, or, if the data have two
 * classes and the model predicts one logit for each target, the second class where the logit is
 * positive.
 *
 * @param comparison predictions beside targets
 * @param classes number of classes
 * @param logit whether there is one logit instead of a score a class
 */
record ClassScores(Comparison comparison, int classes, boolean logit) {

  static ClassScores of(
      ConfigView config, DataSignature data, DataField prediction, String reader) {
    DataField targets = data.require(DataField.TARGETS, reader);
    if (targets.classes() == 2 && targets.width() == prediction.width()) {
      return new ClassScores(
          new Comparison(
              Alignment.ofTargets(data, prediction, reader),
              Masking.align(config, data, prediction.shape(), reader)),
          2,
          true);
    }
    return ofScores(config, data, prediction, reader);
  }

  /** As {@link #of}, but a score a class is required. */
  static ClassScores ofScores(
      ConfigView config, DataSignature data, DataField prediction, String reader) {
    Alignment entries = Alignment.ofClasses(data, prediction, reader);
    List<Integer> groups = prediction.shape().subList(0, prediction.shape().size() - 1);
    return new ClassScores(
        new Comparison(entries, Masking.align(config, data, groups, reader)),
        prediction.width() / entries.size(),
        false);
  }

  /**
   * The class of the target.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind DATA if it is no class index
   */
  int wanted(int row, int entry) {
    return ClassIndex.of(comparison.target(row, entry), classes, row);
  }

  /** The class with the highest score, the first of equal ones; -1 if any score is NaN. */
  int predicted(int row, int entry) {
    if (logit) {
      double value = comparison.predicted(row, entry);
      return Double.isNaN(value) ? -1 : value > 0 ? 1 : 0;
    }
    int first = entry * classes;
    int best = 0;
    for (int i = 0; i < classes; i++) {
      double score = comparison.predicted(row, first + i);
      if (Double.isNaN(score)) {
        return -1;
      }
      best = score > comparison.predicted(row, first + best) ? i : best;
    }
    return best;
  }

  /** Whether the predicted class is the wanted one. */
  boolean isRight(int row, int entry) {
    return predicted(row, entry) == wanted(row, entry);
  }

  /**
   * {@code −log softmax(scores)[wanted]} of one entry, by {@code log Σ exp(s) = m + log Σ exp(s −
   * m)} with the largest score m, so that no exponential overflows.
   *
   * @param exponentials if not null, overwritten from {@code offset} on with {@code exp(s − m) / Σ
   *     exp(s − m)}, the softmax
   */
  double logLoss(int row, int entry, double[] exponentials, int offset) {
    int first = entry * classes;
    int wanted = wanted(row, entry);
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      largest = Math.max(largest, comparison.predicted(row, first + i));
    }
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      double exponential = Math.exp(comparison.predicted(row, first + i) - largest);
      sum += exponential;
      if (exponentials != null) {
        exponentials[offset + i] = exponential;
      }
    }
    if (exponentials != null) {
      for (int i = 0; i < classes; i++) {
        exponentials[offset + i] /= sum;
      }
    }
    return largest + Math.log(sum) - comparison.predicted(row, first + wanted);
  }
}
