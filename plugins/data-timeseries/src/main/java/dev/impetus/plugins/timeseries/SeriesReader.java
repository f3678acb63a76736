// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.api.error.Suggestions;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import dev.impetus.plugins.timeseries.SeriesFile.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads a .ts file strictly: comments that begin with {@code #}, a header, {@code @data}, then one
 * series a line, dimensions separated by colons, values by commas, the label last. Missing values
 * are written {@code ?} or {@code NaN}.
 */
final class SeriesReader {

  private final DataFile file;
  private final boolean missingAllowed;
  private final DataProblems problems;
  private final SeriesHeader header;
  private final List<LabelledSeries> series = new ArrayList<>();
  private int dimensions;
  private int steps;

  private SeriesReader(DataFile file, boolean missingAllowed, DataProblems problems) {
    this.file = file;
    this.missingAllowed = missingAllowed;
    this.problems = problems;
    this.header = new SeriesHeader(file, problems);
  }

  /** The series of a file that are well-formed; everything else becomes a problem. */
  static SeriesFile read(DataFile file, boolean missingAllowed, DataProblems problems) {
    return new SeriesReader(file, missingAllowed, problems).read();
  }

  private SeriesFile read() {
    String[] lines = file.text().split("\r?\n", -1);
    boolean data = false;
    int before = problems.count();
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (data) {
        addSeries(line, i + 1);
      } else if (line.startsWith("@")) {
        data = header.add(line, i + 1);
        if (data) {
          header.finish(i + 1);
          if (problems.count() > before) {
            break; // the series would be read wrongly
          }
          dimensions = header.dimensions();
          steps = header.steps();
        }
      } else {
        problems.at(
            file,
            i + 1,
            "there is no @data before the first series",
            "the line begins with " + DataProblems.quoted(line),
            "write the header lines, then @data");
        break;
      }
    }
    if (problems.count() == before && series.isEmpty()) {
      problems.in(
          file,
          data ? "there are no series" : "there is no @data",
          "nothing comes after the header",
          "add series, or correct the option that names the file");
    }
    return new SeriesFile(
        file,
        IntStream.rangeClosed(1, dimensions).mapToObj(d -> "d" + d).toList(),
        header.labels(),
        header.classes(),
        List.copyOf(series));
  }

  private void addSeries(String line, int number) {
    boolean labelled = header.labels() != Labels.NONE;
    String[] fields = line.split(":", -1);
    int given = fields.length - (labelled ? 1 : 0);
    dimensions = dimensions == 0 ? given : dimensions;
    if (given != dimensions || given == 0) {
      problems.at(
          file,
          number,
          "the series has " + given + " dimensions, not " + dimensions,
          labelled ? "the last field is the label" : "the header says that there are no labels",
          "correct the line or the header");
      return;
    }
    double[][] values = new double[dimensions][];
    for (int d = 0; d < dimensions; d++) {
      values[d] = values(fields[d], d, number);
    }
    int length = values[0].length;
    for (int d = 1; d < dimensions; d++) {
      if (values[d].length != length) {
        problems.at(
            file,
            number,
            "dimension " + (d + 1) + " has " + values[d].length + " values, the first " + length,
            "the dimensions of a series are read together, step by step",
            "fill up the shorter one with ?");
        return;
      }
    }
    steps = steps == 0 && header.equalLength() ? length : steps;
    if (steps > 0 && length != steps) {
      problems.at(
          file,
          number,
          "the series has " + length + " steps, not " + steps,
          "the header says that all are equally long",
          "correct the line, or say @equalLength false");
      return;
    }
    String label = labelled ? fields[dimensions].strip() : null;
    if (labelled && isFine(label, number)) {
      series.add(new LabelledSeries(values, label, number));
    } else if (!labelled) {
      series.add(new LabelledSeries(values, null, number));
    }
  }

  private boolean isFine(String label, int line) {
    if (header.labels() == Labels.NUMBERS && !NumberCell.isFinite(label)) {
      problems.at(
          file,
          line,
          "the target " + DataProblems.quoted(label) + " is no finite number",
          "@targetLabel is true",
          "correct it");
      return false;
    }
    if (header.labels() == Labels.CLASSES && !header.classes().contains(label)) {
      problems.at(
          file,
          line,
          "unknown class " + DataProblems.quoted(label),
          "@classLabel does not list it",
          Suggestions.didYouMean(label, header.classes(), "classes"));
      return false;
    }
    return true;
  }

  private double[] values(String field, int dimension, int line) {
    String[] cells = field.split(",", -1);
    double[] values = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      String cell = cells[i].strip();
      if (NumberCell.isMissing(cell)) {
        values[i] = Double.NaN;
        if (!missingAllowed) {
          report(
              line,
              dimension,
              i,
              "a value is missing",
              "it is " + cell,
              "set missing: forward-fill or mean");
        }
      } else if (NumberCell.isFinite(cell)) {
        values[i] = Double.parseDouble(cell);
      } else {
        report(
            line,
            dimension,
            i,
            DataProblems.quoted(cell) + " is no finite number",
            cell.startsWith("(") ? "it looks like a time stamp" : "values are separated by commas",
            "correct it, or write ? if the value is missing");
      }
    }
    return values;
  }

  private void report(int line, int dimension, int index, String what, String why, String fix) {
    problems.at(
        file.name() + ", line " + line + ", dimension " + (dimension + 1) + ", step " + (index + 1),
        what,
        why,
        fix);
  }
}
