// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.DataField;
import dev.impetus.model.training.Metric;

/** Mean absolute error. */
public final class MeanAbsoluteErrorMetricProvider extends PointwiseMetricProvider {

  @Override
  public String id() {
    return "mae";
  }

  @Override
  Metric metric(Comparison comparison, DataField prediction) {
    return new ErrorMetric(id(), comparison, new AbsoluteError(), mean -> mean);
  }
}
