// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.DataField;
import dev.impetus.model.training.Metric;

/** Mean squared error. */
public final class MeanSquaredErrorMetricProvider extends PointwiseMetricProvider {

  @Override
  public String id() {
    return "mse";
  }

  @Override
  Metric metric(Comparison comparison, DataField prediction) {
    return new ErrorMetric(id(), comparison, new SquaredError(), mean -> mean);
  }
}
