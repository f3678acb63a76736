// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.training.Metric;

/** F1 averaged over classes, which counts rare classes as much as frequent ones. */
public final class MacroF1MetricProvider extends ClassMetricProvider {

  @Override
  public String id() {
    return "macro-f1";
  }

  @Override
  Metric metric(ClassScores scores) {
    return new MacroF1Metric(id(), scores);
  }
}
