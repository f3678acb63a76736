// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.beamdeflection;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;

/** A data plugin as a third party writes it: the class, a service file and a descriptor. */
public final class BeamDataProvider implements DataProvider {

  static final Option<Long> WINDOW =
      Option.integer("window", "readings that a forecast sees")
          .unit("readings")
          .atLeast(1)
          .atMost(64)
          .byDefault(16L);

  /** For ServiceLoader. */
  public BeamDataProvider() {}

  @Override
  public String id() {
    return "nist-beam";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(WINDOW);
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    return new BeamDataset(BeamReadings.read(), config.getInt(WINDOW));
  }
}
