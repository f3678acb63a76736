// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.MetricProvider;

/** What the providers of metrics of classes have in common. */
abstract class ClassMetricProvider implements MetricProvider {

  abstract Metric metric(ClassScores scores);

  /** Whether one logit may stand for the scores of two classes. */
  boolean takesLogits() {
    return true;
  }

  @Override
  public final ConfigSchema schema() {
    return ConfigSchema.of(Masking.OPTION);
  }

  @Override
  public final Metric create(ConfigView config, DataSignature data, DataField prediction) {
    String reader = "metric " + id();
    return metric(
        takesLogits()
            ? ClassScores.of(config, data, prediction, reader)
            : ClassScores.ofScores(config, data, prediction, reader));
  }
}
