// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.data.DataField;
import dev.impetus.model.training.Metric;

/** Share of predictions with the sign of the target, for targets of -1 and 1. */
public final class SignAccuracyMetricProvider extends PointwiseMetricProvider {

  @Override
  public String id() {
    return "sign-accuracy";
  }

  @Override
  Metric metric(Comparison comparison, DataField prediction) {
    return new AccuracyMetric(id(), comparison, AccuracyMetric::signAgrees);
  }
}
