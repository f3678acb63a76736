// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.training;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;

/**
 * The plugin interface of metrics, listed in {@code
 * META-INF/services/dev.impetus.model.training.MetricProvider}.
 */
public interface MetricProvider extends Plugin {

  /**
   * A metric; see {@link LossProvider#create}.
   *
   * @throws dev.impetus.api.error.ImpetusException if prediction and targets do not fit this metric
   */
  Metric create(ConfigView config, DataSignature data, DataField prediction);
}
