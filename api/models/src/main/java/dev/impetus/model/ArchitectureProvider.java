// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.plugin.Plugin;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /**
   * What switches the method off in this configuration: values of options by their names, such as
   * {@code mu} with 0; empty if there is no method in it that can be. Experiments train the same
   * configuration with these values too, as control.
   *
   * <p>Here, those of the options that are set, by hand or by default, and have an {@linkplain
   * Option#offAt off value}. To be overridden where a method is on although its options are left
   * out, or where an option has an effect only beside another.
   */
  default Map<String, Object> offValues(ConfigView config) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option<?> option : schema().options()) {
      if (config.find(option).isPresent()) {
        option.offValue().ifPresent(value -> values.put(option.name(), value));
      }
    }
    return values;
  }
}
