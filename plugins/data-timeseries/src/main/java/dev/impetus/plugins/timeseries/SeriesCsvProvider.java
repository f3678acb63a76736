// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import java.util.List;
import java.util.Optional;

/**
 * Labelled time series from a CSV file in long form: a row a step, with the id of its series, its
 * numbers, and in every row the class or target of the series.
 */
public final class SeriesCsvProvider extends SeriesProvider {

  static final Option<String> SERIES =
      Option.text("series", "column of the ids of the series, whose rows stand together in order");
  static final Option<String> CLASS_COLUMN =
      Option.text("class-column", "column of class labels, the same in all rows of a series")
          .optional();
  static final Option<String> TARGET_COLUMN =
      Option.text("target-column", "column of target numbers, instead of class-column").optional();
  static final Option<List<String>> INPUTS =
      Option.texts("inputs", "columns of numbers; by default all that have no other role")
          .optional();
  static final Option<String> DELIMITER =
      Option.choice("delimiter", "what stands between cells", "comma", "semicolon", "tab")
          .byDefault("comma");

  /** For ServiceLoader. */
  public SeriesCsvProvider() {}

  @Override
  public String id() {
    return "series-csv";
  }

  @Override
  ConfigSchema formOptions() {
    return ConfigSchema.of(SERIES, CLASS_COLUMN, TARGET_COLUMN, INPUTS, DELIMITER);
  }

  @Override
  SeriesFile read(
      DataFile file,
      ConfigView config,
      Optional<SeriesShape> trained,
      boolean missingAllowed,
      DataProblems problems) {
    return new SeriesTable(file, config, trained, missingAllowed, problems).read();
  }
}
