// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.training.Metric;

/**
 * Perplexity: {@code exp} of the mean cross-entropy of all tokens that count. As many classes to
 * choose from as they were, had they been equally likely.
 */
public final class PerplexityMetricProvider extends ClassMetricProvider {

  @Override
  public String id() {
    return "perplexity";
  }

  @Override
  boolean takesLogits() {
    return false;
  }

  @Override
  Metric metric(ClassScores scores) {
    return new LogLossMetric(id(), scores, Math::exp);
  }
}
