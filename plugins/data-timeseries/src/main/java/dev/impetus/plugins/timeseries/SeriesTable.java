// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import dev.impetus.plugins.timeseries.SeriesFile.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Series from a CSV file with a header, a row a step. The rows of a series stand together, in the
 * order of its steps. Empty cells, {@code ?}, {@code NaN} and {@code NA} are missing values.
 */
final class SeriesTable {

  private final DataFile file;
  private final ConfigView config;
  private final Optional<SeriesShape> trained;
  private final boolean missingAllowed;
  private final DataProblems problems;

  private final Set<String> finished = new HashSet<>();
  private final List<LabelledSeries> series = new ArrayList<>();
  private SeriesColumns columns;

  private String id = "";
  private String label;
  private int firstLine;
  private final List<double[]> steps = new ArrayList<>();

  /**
   * A file to be read.
   *
   * @param trained the shape of the training's series; empty in training
   */
  SeriesTable(
      DataFile file,
      ConfigView config,
      Optional<SeriesShape> trained,
      boolean missingAllowed,
      DataProblems problems) {
    this.file = file;
    this.config = config;
    this.trained = trained;
    this.missingAllowed = missingAllowed;
    this.problems = problems;
  }

  SeriesFile read() {
    int before = problems.count();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter())
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(file.text())) {
      for (CsvRecord row : reader) {
        if (columns == null) {
          List<String> header = row.getFields().stream().map(String::strip).toList();
          columns = SeriesColumns.choose(header, file, config, trained, problems);
          if (problems.count() > before) {
            break; // rows would be read wrongly
          }
        } else {
          addRow(row.getFields(), Math.toIntExact(row.getStartingLineNumber()));
        }
      }
    } catch (CsvParseException e) {
      problems.in(
          file,
          "the file is not well-formed CSV",
          e.getCause() == null ? e.getMessage() : e.getMessage() + ": " + e.getCause().getMessage(),
          "close the quotes; a quote inside a quoted cell is written twice");
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    finishSeries();
    if (problems.count() == before && series.isEmpty()) {
      problems.in(file, "there are no series", "the file has no rows", "add some");
    }
    boolean labelled = columns != null && columns.label().isPresent();
    Labels labels =
        !labelled
            ? Labels.NONE
            : config.find(SeriesCsvProvider.CLASS_COLUMN).isPresent()
                ? Labels.CLASSES
                : Labels.NUMBERS;
    return new SeriesFile(
        file,
        columns == null ? List.of() : columns.inputs(),
        labels,
        labels == Labels.CLASSES ? classes() : List.of(),
        List.copyOf(series));
  }

  private char delimiter() {
    return switch (config.get(SeriesCsvProvider.DELIMITER)) {
      case "semicolon" -> ';';
      case "tab" -> '\t';
      default -> ',';
    };
  }

  private void addRow(List<String> cells, int line) {
    if (cells.size() != columns.header().size()) {
      problems.at(
          file,
          line,
          "the row has " + cells.size() + " cells, not " + columns.header().size(),
          "the header names as many",
          "correct the row, or quote cells that contain the delimiter");
      return;
    }
    String given = columns.cell(cells, config.get(SeriesCsvProvider.SERIES));
    if (given.isEmpty()) {
      problems.at(file, line, "the id of the series is missing", "the cell is empty", "fill it in");
      return;
    }
    if (!given.equals(id)) {
      beginSeries(given, cells, line);
    } else if (columns.label().isPresent()
        && !columns.cell(cells, columns.label().get()).equals(label)) {
      problems.at(
          file,
          line,
          "the label changes within series " + DataProblems.quoted(given),
          "it is " + DataProblems.quoted(label) + " on line " + firstLine,
          "give a series one label");
    }
    steps.add(
        columns.inputs().stream()
            .mapToDouble(column -> number(columns.cell(cells, column), column, line))
            .toArray());
  }

  private void beginSeries(String given, List<String> cells, int line) {
    finishSeries();
    if (!finished.add(given)) {
      problems.at(
          file,
          line,
          "series " + DataProblems.quoted(given) + " begins again",
          "other rows stand between its own",
          "sort the rows by series and step");
    }
    id = given;
    firstLine = line;
    label = columns.label().map(column -> label(columns.cell(cells, column), line)).orElse(null);
  }

  private String label(String cell, int line) {
    boolean number = config.find(SeriesCsvProvider.CLASS_COLUMN).isEmpty();
    if (cell.isEmpty() || (number && !NumberCell.isFinite(cell))) {
      problems.at(
          file,
          line,
          cell.isEmpty()
              ? "the label is missing"
              : DataProblems.quoted(cell) + " is no finite number",
          "column \"" + columns.label().orElseThrow() + "\" is to be predicted",
          "correct the cell");
    }
    return cell;
  }

  private double number(String cell, String column, int line) {
    if (NumberCell.isFinite(cell)) {
      return Double.parseDouble(cell);
    }
    boolean missing = cell.isEmpty() || NumberCell.isMissing(cell) || cell.equalsIgnoreCase("na");
    if (!missing || !missingAllowed) {
      problems.at(
          file.name() + ", line " + line + ", column \"" + column + "\"",
          missing ? "a value is missing" : DataProblems.quoted(cell) + " is no finite number",
          cell.isEmpty() ? "the cell is empty" : "it is " + DataProblems.quoted(cell),
          missing ? "set missing: forward-fill or mean" : "correct it, or leave the cell empty");
    }
    return Double.NaN;
  }

  private void finishSeries() {
    if (steps.isEmpty()) {
      return;
    }
    double[][] values = new double[columns.inputs().size()][steps.size()];
    for (int i = 0; i < steps.size(); i++) {
      for (int d = 0; d < values.length; d++) {
        values[d][i] = steps.get(i)[d];
      }
    }
    series.add(new LabelledSeries(values, label, firstLine));
    steps.clear();
  }

  /** The labels, in numeric order if all are numbers, else in the order of their letters. */
  private List<String> classes() {
    List<String> labels = series.stream().map(LabelledSeries::label).distinct().sorted().toList();
    return labels.stream().allMatch(NumberCell::isFinite)
        ? labels.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList()
        : labels;
  }
}
