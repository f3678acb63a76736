// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.training.Metric;

/**
 * Share of right classes, of sequences over all steps that count: the class with the highest score,
 * or, if the data have two classes and the model predicts one logit for each target, the second
 * class where the logit is positive.
 */
public final class AccuracyMetricProvider extends ClassMetricProvider {

  @Override
  public String id() {
    return "accuracy";
  }

  @Override
  Metric metric(ClassScores scores) {
    return new AccuracyMetric(
        id(), scores.comparison(), (comparison, row, entry) -> scores.isRight(row, entry));
  }
}
