// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.LossProvider;

/** What the providers of losses that compare number by number have in common. */
abstract class PointwiseLossProvider implements LossProvider {

  abstract PointwiseError error(ConfigView config);

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(Masking.OPTION, RowwiseLoss.AVERAGE);
  }

  @Override
  public final Loss create(ConfigView config, DataSignature data, DataField prediction) {
    String reader = "loss " + id();
    return new PointwiseLoss(
        new Comparison(
            Alignment.ofTargets(data, prediction, reader),
            Masking.align(config, data, prediction.shape(), reader)),
        RowwiseLoss.bySteps(config),
        error(config));
  }
}
