// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.EngineProvider;

/** Creates the engine {@code fused}. */
public final class FusedEngineProvider implements EngineProvider {

  /** For the service loader. */
  public FusedEngineProvider() {}

  @Override
  public String id() {
    return "fused";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public Engine create(ConfigView config) {
    return new FusedEngine();
  }
}
