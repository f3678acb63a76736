// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.Plugin;

/**
 * The plugin interface of data sources, listed in {@code
 * META-INF/services/dev.impetus.model.data.DataProvider}.
 */
public interface DataProvider extends Plugin {

  /**
   * Reads or generates the data.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind DATA or STORAGE with file, line and
   *     column of everything that is wrong
   */
  Dataset load(ConfigView config, DataContext context);
}
