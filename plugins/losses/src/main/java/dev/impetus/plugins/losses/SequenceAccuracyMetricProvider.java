// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.training.Metric;

/** Share of samples in which the class of every step that counts is right. */
public final class SequenceAccuracyMetricProvider extends ClassMetricProvider {

  @Override
  public String id() {
    return "sequence-accuracy";
  }

  @Override
  Metric metric(ClassScores scores) {
    return new SequenceAccuracyMetric(id(), scores);
  }
}
