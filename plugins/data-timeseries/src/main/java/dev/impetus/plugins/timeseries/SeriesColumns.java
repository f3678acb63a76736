// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.Suggestions;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which column of a CSV file plays which role.
 *
 * @param header all columns
 * @param inputs those of numbers
 * @param label that of classes or targets; empty if the file has none
 */
record SeriesColumns(List<String> header, List<String> inputs, Optional<String> label) {

  /** The roles that the options give, and in prediction the training's inputs. */
  static SeriesColumns choose(
      List<String> header,
      DataFile file,
      ConfigView config,
      Optional<SeriesShape> trained,
      DataProblems problems) {
    String ids = config.get(SeriesCsvProvider.SERIES);
    Optional<String> classes = config.find(SeriesCsvProvider.CLASS_COLUMN);
    Optional<String> targets = config.find(SeriesCsvProvider.TARGET_COLUMN);
    if (classes.isPresent() && targets.isPresent()) {
      problems.inOption(
          SeriesCsvProvider.TARGET_COLUMN.name(),
          "both class-column and target-column are given",
          "a series has a class or a target number",
          "remove one of them");
    }
    // Labels may be missing in prediction.
    Optional<String> label =
        classes.or(() -> targets).filter(name -> trained.isEmpty() || header.contains(name));
    List<String> inputs =
        trained
            .map(SeriesShape::columns)
            .or(() -> config.find(SeriesCsvProvider.INPUTS))
            .orElseGet(
                () ->
                    header.stream()
                        .filter(name -> !name.equals(ids) && !label.equals(Optional.of(name)))
                        .toList());
    SeriesColumns columns = new SeriesColumns(header, inputs, label);
    columns.require(SeriesCsvProvider.SERIES, List.of(ids), file, problems);
    columns.require(
        classes.isPresent() ? SeriesCsvProvider.CLASS_COLUMN : SeriesCsvProvider.TARGET_COLUMN,
        label.stream().toList(),
        file,
        problems);
    columns.require(SeriesCsvProvider.INPUTS, inputs, file, problems);
    if (inputs.isEmpty() || inputs.contains(ids) || label.filter(inputs::contains).isPresent()) {
      problems.inOption(
          SeriesCsvProvider.INPUTS.name(),
          inputs.isEmpty()
              ? "there are no inputs"
              : "the inputs contain the ids or what is to be predicted",
          "the columns are: " + String.join(", ", header),
          "name the columns of numbers");
    }
    return columns;
  }

  private void require(Option<?> option, List<String> names, DataFile file, DataProblems problems) {
    for (String name : names) {
      long count = header.stream().filter(name::equals).count();
      if (count != 1) {
        problems.inOption(
            option.name(),
            count == 0
                ? "there is no column \"" + name + "\" in " + file.name()
                : "column \"" + name + "\" is ambiguous",
            header.size() == 1
                ? "the file has one column: perhaps another delimiter separates its cells"
                : "the file has " + header.size() + " columns",
            Suggestions.didYouMean(name, new HashSet<>(header), "columns"));
      }
    }
  }

  String cell(List<String> cells, String column) {
    return cells.get(header.indexOf(column)).strip();
  }
}
