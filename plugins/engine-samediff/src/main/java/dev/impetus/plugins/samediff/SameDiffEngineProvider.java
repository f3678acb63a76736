// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.samediff;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.EngineProvider;

/** Creates the engine {@code samediff}. */
public final class SameDiffEngineProvider implements EngineProvider {

  /** For the service loader. */
  public SameDiffEngineProvider() {}

  @Override
  public String id() {
    return "samediff";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public Engine create(ConfigView config) {
    return new SameDiffEngine();
  }
}
