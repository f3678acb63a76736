// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.LossProvider;

/**
 * Cross-entropy of class indices; the model predicts one unnormalised score a class, classes last.
 */
public final class CrossEntropyLossProvider implements LossProvider {

  @Override
  public String id() {
    return "cross-entropy";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(Masking.OPTION, RowwiseLoss.AVERAGE);
  }

  @Override
  public Loss create(ConfigView config, DataSignature data, DataField prediction) {
    return new CrossEntropyLoss(
        ClassScores.ofScores(config, data, prediction, "loss cross-entropy"),
        RowwiseLoss.bySteps(config));
  }
}
