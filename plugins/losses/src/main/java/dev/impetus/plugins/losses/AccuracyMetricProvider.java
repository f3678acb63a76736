// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.MetricProvider;
import java.util.List;

/**
 * Share of right classes: the class with the highest score, or, if the data have two classes and
 * the model predicts one logit for each target, the second class where the logit is positive.
 */
public final class AccuracyMetricProvider implements MetricProvider {

  @Override
  public String id() {
    return "accuracy";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(Masking.OPTION);
  }

  @Override
  public Metric create(ConfigView config, DataSignature data, DataField prediction) {
    String reader = "metric accuracy";
    DataField targets = data.require(DataField.TARGETS, reader);
    if (targets.classes() == 2 && targets.width() == prediction.width()) {
      return new AccuracyMetric(
          id(),
          new Comparison(
              Alignment.ofTargets(data, prediction, reader),
              Masking.align(config, data, prediction.shape(), reader)),
          AccuracyMetric::logitAgrees);
    }
    Alignment classes = Alignment.ofClasses(data, prediction, reader);
    List<Integer> groups = prediction.shape().subList(0, prediction.shape().size() - 1);
    return new AccuracyMetric(
        id(),
        new Comparison(classes, Masking.align(config, data, groups, reader)),
        AccuracyMetric.highestScore(prediction.width() / classes.size()));
  }
}
