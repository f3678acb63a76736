// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.training;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;

/**
 * The plugin interface of losses, listed in {@code
 * META-INF/services/dev.impetus.model.training.LossProvider}.
 */
public interface LossProvider extends Plugin {

  /**
   * A loss.
   *
   * @param data the fields of the batches
   * @param prediction what the model predicts
   * @throws dev.impetus.api.error.ImpetusException if prediction and targets do not fit this loss
   */
  Loss create(ConfigView config, DataSignature data, DataField prediction);
}
