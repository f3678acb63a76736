// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import java.util.Optional;

/**
 * Labelled time series in the form of the UEA and UCR archives (Bagnall et al., "The UEA
 * multivariate time series classification archive", 2018).
 */
public final class TimeSeriesProvider extends SeriesProvider {

  /** For ServiceLoader. */
  public TimeSeriesProvider() {}

  @Override
  public String id() {
    return "ts";
  }

  @Override
  ConfigSchema formOptions() {
    return ConfigSchema.empty();
  }

  @Override
  SeriesFile read(
      DataFile file,
      ConfigView config,
      Optional<SeriesShape> trained,
      boolean missingAllowed,
      DataProblems problems) {
    return SeriesReader.read(file, missingAllowed, problems);
  }
}
