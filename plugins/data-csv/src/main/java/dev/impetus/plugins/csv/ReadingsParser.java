// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.error.Suggestions;
import dev.impetus.model.data.file.DataProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a table of text into {@link Readings}, one row after the other; collects what is wrong. */
final class ReadingsParser {

  private static final double DROPPED = -1;

  private final CsvTable table;
  private final Columns columns;
  private final Problems problems;
  private final CellParser cells;
  private final String missing;
  private final double timeUnit;
  private final double step;
  private final List<String> numeric;
  private final boolean prediction;
  private final Set<String> textColumns = new HashSet<>();
  private final double[] latest;

  private double latestTime = Double.NEGATIVE_INFINITY;

  /**
   * @param prediction whether targets may be unknown
   */
  ReadingsParser(
      CsvTable table, Columns columns, ConfigView config, boolean prediction, Problems problems) {
    this.prediction = prediction;
    this.table = table;
    this.columns = columns;
    this.problems = problems;
    cells = new CellParser(config);
    missing = config.get(CsvOptions.MISSING);
    timeUnit = config.get(CsvOptions.TIME_UNIT);
    step = config.get(CsvOptions.STEP);
    numeric = columns.numeric();
    latest = new double[numeric.size()];
    Arrays.fill(latest, Double.NaN);
  }

  /**
   * All rows but those that {@code missing: drop} leaves out.
   *
   * @param knownClasses the labels of a trained model; empty to collect them here
   */
  Readings parse(List<String> knownClasses) {
    numeric.stream().filter(name -> !mayBeUnknown(name)).forEach(this::reportTextColumn);
    List<String> classes = knownClasses.isEmpty() ? labels() : knownClasses;
    Map<String, Integer> classIndex = new HashMap<>();
    classes.forEach(label -> classIndex.put(label, classIndex.size()));

    List<double[]> inputs = new ArrayList<>();
    List<double[]> targets = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (int row = 0; row < table.rows().size(); row++) {
      double[] values = numbers(row);
      double time = time(row);
      double label = label(row, classIndex);
      if (values == null || Double.isNaN(time) || label == DROPPED) {
        continue;
      }
      inputs.add(pick(columns.inputs(), values));
      targets.add(
          columns.label().isPresent() ? new double[] {label} : pick(columns.targets(), values));
      times.add(time);
    }
    return new Readings(
        inputs.toArray(double[][]::new),
        targets.toArray(double[][]::new),
        times.stream().mapToDouble(Double::doubleValue).toArray(),
        classes);
  }

  /** One problem instead of one a row for a column without any number. */
  private void reportTextColumn(String name) {
    int column = table.columns().indexOf(name);
    for (int row = 0; row < table.rows().size(); row++) {
      String cell = table.rows().get(row).get(column);
      if (cells.isNumber(cell)) {
        return;
      }
    }
    int first = 0;
    while (first < table.rows().size() && cells.isMissing(table.rows().get(first).get(column))) {
      first++;
    }
    textColumns.add(name);
    if (first == table.rows().size()) {
      problems.inFile(
          "column \"" + name + "\" is empty",
          "every row has a missing value there",
          "leave it out: name the others in the option inputs");
    } else {
      problems.at(
          table.lines().get(first),
          name,
          "column \"" + name + "\" has no numbers",
          "its first cell is " + DataProblems.quoted(table.rows().get(first).get(column)),
          "leave it out: name the others in the option inputs; for classes use class-column");
    }
  }

  /** The numbers of a row in the order of {@link #numeric}, or null to leave the row out. */
  private double[] numbers(int row) {
    double[] values = new double[numeric.size()];
    boolean complete = true;
    for (int i = 0; i < values.length; i++) {
      String name = numeric.get(i);
      if (textColumns.contains(name)) {
        continue;
      }
      String cell = cell(row, name);
      if (cells.isMissing(cell) && mayBeUnknown(name)) {
        values[i] = Double.NaN;
        continue;
      }
      if (cells.isMissing(cell)) {
        complete &= fill(row, name, cell, latest[i]);
        values[i] = latest[i];
        continue;
      }
      try {
        values[i] = cells.number(cell);
        latest[i] = values[i];
      } catch (IllegalArgumentException e) {
        problems.at(
            table.lines().get(row),
            name,
            DataProblems.quoted(cell) + " cannot be used",
            e.getMessage(),
            "correct the cell, or list it in missing-marks");
      }
    }
    return complete ? values : null;
  }

  private boolean mayBeUnknown(String name) {
    return prediction && !columns.inputs().contains(name);
  }

  /** Deals with a missing number; false leaves the row out. */
  private boolean fill(int row, String name, String cell, double previous) {
    if (missing.equals("drop")) {
      return false;
    }
    if (missing.equals("error")) {
      reportMissing(row, name, cell);
    } else if (Double.isNaN(previous)) {
      problems.at(
          table.lines().get(row),
          name,
          "a value is missing",
          "no value comes before it that could be repeated",
          "remove the first rows, or set missing: drop");
    }
    return true;
  }

  private void reportMissing(int row, String name, String cell) {
    problems.at(
        table.lines().get(row),
        name,
        "a value is missing",
        cell.isBlank() ? "the cell is empty" : "the cell is " + DataProblems.quoted(cell),
        "fill it in, or set missing: drop or forward-fill");
  }

  /** The time of a row in units of a gap, or NaN to leave the row out. */
  private double time(int row) {
    if (columns.time().isEmpty()) {
      return row * step;
    }
    String name = columns.time().get();
    String cell = cell(row, name);
    if (cells.isMissing(cell)) {
      if (!missing.equals("drop")) {
        problems.at(
            table.lines().get(row),
            name,
            "a time is missing",
            "times cannot be guessed",
            "fill it in, or set missing: drop");
      }
      return Double.NaN;
    }
    try {
      double time = cells.time(cell) / timeUnit;
      if (!(time > latestTime)) {
        problems.at(
            table.lines().get(row),
            name,
            "time does not increase",
            DataProblems.quoted(cell) + " is not after the time of the row before",
            "sort the rows by time and keep one row a time");
      }
      latestTime = time;
      return time;
    } catch (IllegalArgumentException e) {
      problems.at(
          table.lines().get(row),
          name,
          DataProblems.quoted(cell) + " is not a time",
          e.getMessage(),
          "write a number, or a date such as 2024-03-01 or 2024-03-01T12:00:00Z");
      return Double.NaN;
    }
  }

  /** The class index of a row, {@link #DROPPED} to leave it out; 0 without a column of labels. */
  private double label(int row, Map<String, Integer> classIndex) {
    if (columns.label().isEmpty()) {
      return 0;
    }
    String name = columns.label().get();
    String cell = cell(row, name);
    if (cells.isMissing(cell) && prediction) {
      return Double.NaN;
    }
    if (cells.isMissing(cell)) {
      if (missing.equals("drop")) {
        return DROPPED;
      }
      problems.at(
          table.lines().get(row),
          name,
          "a class label is missing",
          "labels cannot be guessed",
          "fill it in, or set missing: drop");
      return 0;
    }
    Integer index = classIndex.get(cell.strip());
    if (index == null) {
      problems.at(
          table.lines().get(row),
          name,
          "unknown class " + DataProblems.quoted(cell),
          "the model was not trained with it",
          Suggestions.didYouMean(cell.strip(), classIndex.keySet(), "classes"));
      return 0;
    }
    return index;
  }

  /**
   * The labels in the file: in numeric order if all are numbers, else in the order of their
   * letters.
   */
  private List<String> labels() {
    if (columns.label().isEmpty()) {
      return List.of();
    }
    List<String> labels =
        table.rows().stream()
            .map(row -> row.get(table.columns().indexOf(columns.label().get())).strip())
            .filter(label -> !cells.isMissing(label))
            .distinct()
            .sorted()
            .toList();
    if (labels.size() < 2) {
      problems.inFile(
          "column \"" + columns.label().get() + "\" has " + labels.size() + " classes",
          "at least two are needed",
          "correct the option class-column");
    }
    return labels.stream().allMatch(cells::isNumber)
        ? labels.stream().sorted(Comparator.comparingDouble(cells::number)).toList()
        : labels;
  }

  private String cell(int row, String name) {
    return table.rows().get(row).get(table.columns().indexOf(name));
  }

  private double[] pick(List<String> names, double[] values) {
    return names.stream().mapToDouble(name -> values[numeric.indexOf(name)]).toArray();
  }
}
