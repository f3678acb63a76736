// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.Plugin;

/**
 * The plugin interface of engines, listed in {@code
 * META-INF/services/dev.impetus.model.engine.EngineProvider}.
 */
public interface EngineProvider extends Plugin {

  /** An engine as configured. */
  Engine create(ConfigView config);
}
