// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.Option;
import java.nio.file.Path;
import java.util.List;

/** The options of {@link CsvDataProvider}. */
final class CsvOptions {

  static final Option<Path> FILE =
      Option.path("file", "CSV file, plain or gzip; relative to the specification");

  static final Option<String> DELIMITER =
      Option.text("delimiter", "character between cells, or the word tab").byDefault(",");

  static final Option<Boolean> HEADER =
      Option.bool("header", "whether the first line names the columns; else they are c1, c2, ...")
          .byDefault(true);

  static final Option<String> ENCODING =
      Option.text("encoding", "character set of the file; a byte order mark overrides it")
          .byDefault("UTF-8");

  static final Option<String> DECIMAL_MARK =
      Option.choice("decimal-mark", "what separates the fraction in numbers", "point", "comma")
          .byDefault("point");

  static final Option<List<String>> INPUTS =
      Option.texts("inputs", "columns a model sees; by default all that have no other role")
          .optional();

  static final Option<List<String>> TARGETS =
      Option.texts("targets", "columns to predict; of a series by default the inputs").optional();

  static final Option<String> CLASS_COLUMN =
      Option.text("class-column", "column of class labels to predict, instead of targets")
          .optional();

  static final Option<String> TIME =
      Option.text("time", "column of increasing times, as numbers or ISO 8601 dates").optional();

  static final Option<Double> TIME_UNIT =
      Option.decimal(
              "time-unit", "what counts as a gap of 1, in units of the time column (dates: s)")
          .above(0)
          .byDefault(1.0);

  static final Option<Double> STEP =
      Option.decimal("step", "gap between neighbouring rows where there is no time column")
          .above(0)
          .byDefault(1.0);

  static final Option<Long> WINDOW =
      Option.integer("window", "readings in a sample; 0 makes every row a sample of its own")
          .unit("rows")
          .atLeast(0)
          .atMost(1_000_000)
          .byDefault(0L);

  static final Option<Long> STRIDE =
      Option.integer("stride", "rows from the start of a window to that of the next")
          .unit("rows")
          .atLeast(1)
          .atMost(1_000_000)
          .byDefault(1L);

  static final Option<Long> HORIZON =
      Option.integer("horizon", "how far ahead of a reading its target lies")
          .unit("rows")
          .atLeast(0)
          .atMost(1_000_000)
          .byDefault(1L);

  static final Option<String> TARGETS_AT =
      Option.choice(
              "targets-at",
              "whether every reading of a window has a target or only the last",
              "each-step",
              "last-step")
          .byDefault("each-step");

  static final Option<String> SPLIT =
      Option.choice(
              "split",
              "how rows are dealt to the parts; by default series ordered, single rows random",
              "ordered",
              "random")
          .optional();

  static final Option<Double> TRAINING =
      Option.decimal("training", "fraction of the rows for training")
          .above(0)
          .atMost(1)
          .byDefault(0.7);

  static final Option<Double> VALIDATION =
      Option.decimal(
              "validation", "fraction of the rows for validation; what is left is the test part")
          .atLeast(0)
          .below(1)
          .byDefault(0.15);

  static final Option<String> SCALING =
      Option.choice(
              "scaling",
              "standard: mean 0, deviation 1; min-max: 0 to 1; fitted on the training part only",
              "none",
              "standard",
              "min-max")
          .byDefault("standard");

  static final Option<String> MISSING =
      Option.choice(
              "missing",
              "what becomes of rows with missing values; forward-fill repeats the last one known",
              "error",
              "drop",
              "forward-fill")
          .byDefault("error");

  static final Option<List<String>> MISSING_MARKS =
      Option.texts("missing-marks", "cells that mean a missing value, whatever their case")
          .byDefault(List.of("", "NA", "N/A", "NaN", "null", "?"));

  static final ConfigSchema SCHEMA =
      ConfigSchema.of(
          FILE,
          DELIMITER,
          HEADER,
          ENCODING,
          DECIMAL_MARK,
          INPUTS,
          TARGETS,
          CLASS_COLUMN,
          TIME,
          TIME_UNIT,
          STEP,
          WINDOW,
          STRIDE,
          HORIZON,
          TARGETS_AT,
          SPLIT,
          TRAINING,
          VALIDATION,
          SCALING,
          MISSING,
          MISSING_MARKS);

  private CsvOptions() {}
}
