// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.Plugin;

/**
 * The plugin interface of architectures, listed in {@code
 * META-INF/services/dev.impetus.model.ArchitectureProvider}.
 */
public interface ArchitectureProvider extends Plugin {

  /**
   * A model for these data.
   *
   * @throws dev.impetus.api.error.ImpetusException if configuration, data, engine and solver do not
   *     fit
   */
  Model create(ConfigView config, ModelContext context);
}
