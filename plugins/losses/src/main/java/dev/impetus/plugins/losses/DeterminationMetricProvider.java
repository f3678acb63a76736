// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.DataField;
import dev.impetus.model.training.Metric;

/** Coefficient of determination R², averaged over columns. */
public final class DeterminationMetricProvider extends PointwiseMetricProvider {

  @Override
  public String id() {
    return "r2";
  }

  @Override
  Metric metric(Comparison comparison, DataField prediction) {
    return new DeterminationMetric(
        comparison,
        prediction.shape().isEmpty() ? 1 : prediction.shape().get(prediction.shape().size() - 1));
  }
}
