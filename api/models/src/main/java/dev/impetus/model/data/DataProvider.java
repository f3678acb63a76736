// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.Plugin;
import java.util.Map;
import java.util.Optional;

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

  /**
   * The vocabulary of a field from what was fitted in training, without any data: what a trained
   * model needs to read a prompt and to write text.
   *
   * @param config the options of training
   * @param fitted what {@link Dataset#fitted()} gave then
   */
  default Optional<Vocabulary> vocabulary(
      ConfigView config, Map<String, String> fitted, String field) {
    return Optional.empty();
  }
}
