// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.MetricProvider;

/** What the providers of metrics that compare number by number have in common. */
abstract class PointwiseMetricProvider implements MetricProvider {

  abstract Metric metric(Comparison comparison, DataField prediction);

  @Override
  public final ConfigSchema schema() {
    return ConfigSchema.of(Masking.OPTION);
  }

  @Override
  public final Metric create(ConfigView config, DataSignature data, DataField prediction) {
    String reader = "metric " + id();
    return metric(
        new Comparison(
            Alignment.ofTargets(data, prediction, reader),
            Masking.align(config, data, prediction.shape(), reader)),
        prediction);
  }
}
