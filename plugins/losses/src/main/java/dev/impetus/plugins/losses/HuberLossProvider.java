// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;

/** Huber's loss: squared for small errors, absolute for large ones. */
public final class HuberLossProvider extends PointwiseLossProvider {

  static final Option<Double> DELTA =
      Option.decimal("delta", "error at which squared becomes absolute").above(0).byDefault(1.0);

  @Override
  public String id() {
    return "huber";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(DELTA).and(super.schema());
  }

  @Override
  PointwiseError error(ConfigView config) {
    return new HuberError(config.get(DELTA));
  }
}
