// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import dev.impetus.runtime.run.TrainedModel;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Predictions beside targets, a line for each sample or each of its steps, in the data's own units.
 */
final class PredictionTable {

  private final List<String> header = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private boolean allTargets = true;

  private PredictionTable() {}

  static PredictionTable of(TrainedModel model) {
    PredictionTable table = new PredictionTable();
    Dataset data = model.data();
    DataField prediction = model.prediction();
    Optional<DataField> targets = data.signature().find(DataField.TARGETS);
    StateVector predicted = model.predictData();
    int classes = targets.map(DataField::classes).orElse(0);
    // The last dimension are columns; what is before it are steps.
    int columns =
        prediction.shape().isEmpty() ? 1 : prediction.shape().get(prediction.shape().size() - 1);
    int steps = prediction.width() / columns;
    table.head(prediction, columns, steps, classes, data.classNames());

    Optional<Scaling> scaling = classes > 0 ? Optional.empty() : model.predictionScaling();
    boolean comparable =
        targets.isPresent() && targets.get().width() == (classes > 0 ? steps : prediction.width());
    Batch batch = new Batch(data.signature(), Precision.FLOAT64, 1);
    for (int sample = 0; sample < data.size(Split.TEST); sample++) {
      data.read(Split.TEST, sample, batch, 0);
      StateVector wanted = comparable ? batch.vector(DataField.TARGETS) : null;
      for (int step = 0; step < steps; step++) {
        StringBuilder line = new StringBuilder().append(sample);
        if (steps > 1) {
          line.append(',').append(step);
        }
        if (classes > 0) {
          table.classLine(line, predicted, wanted, sample, step, columns, data.classNames());
        } else {
          table.numberLine(line, predicted, wanted, sample, step, columns, scaling);
        }
        table.lines.add(line.toString());
      }
    }
    return table;
  }

  private void head(
      DataField prediction, int columns, int steps, int classes, List<String> classNames) {
    header.add("sample");
    if (steps > 1) {
      header.add("step");
    }
    if (classes > 0) {
      header.add("predicted");
      header.add("target");
      for (int c = 0; c < columns; c++) {
        header.add("score " + (classNames.isEmpty() ? Integer.toString(c) : classNames.get(c)));
      }
      return;
    }
    List<String> names = prediction.columns();
    for (String role : List.of("predicted", "target")) {
      for (int c = 0; c < columns; c++) {
        header.add(
            names.size() == columns
                ? role + " " + names.get(c)
                : columns == 1 ? role : role + " " + c);
      }
    }
  }

  private void numberLine(
      StringBuilder line,
      StateVector predicted,
      StateVector wanted,
      int sample,
      int step,
      int columns,
      Optional<Scaling> scaling) {
    for (int c = 0; c < columns; c++) {
      line.append(',').append(original(predicted.get(sample, step * columns + c), c, scaling));
    }
    for (int c = 0; c < columns; c++) {
      double target = wanted == null ? Double.NaN : wanted.get(0, step * columns + c);
      allTargets &= !Double.isNaN(target);
      line.append(',').append(Double.isNaN(target) ? "" : original(target, c, scaling));
    }
  }

  private static String original(double value, int column, Optional<Scaling> scaling) {
    return Double.toString(scaling.map(fitted -> fitted.toOriginal(column, value)).orElse(value));
  }

  private void classLine(
      StringBuilder line,
      StateVector predicted,
      StateVector wanted,
      int sample,
      int step,
      int columns,
      List<String> classNames) {
    int best = 0;
    for (int c = 1; c < columns; c++) {
      if (predicted.get(sample, step * columns + c)
          > predicted.get(sample, step * columns + best)) {
        best = c;
      }
    }
    double target = wanted == null ? Double.NaN : wanted.get(0, step);
    allTargets &= !Double.isNaN(target);
    line.append(',').append(name(best, classNames));
    line.append(',').append(Double.isNaN(target) ? "" : name((int) target, classNames));
    for (int c = 0; c < columns; c++) {
      line.append(',').append(predicted.get(sample, step * columns + c));
    }
  }

  private static String name(int index, List<String> classNames) {
    return classNames.isEmpty() ? Integer.toString(index) : quoted(classNames.get(index));
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** Whether every prediction has a target beside it. */
  boolean hasAllTargets() {
    return allTargets && !lines.isEmpty();
  }

  void write(PrintWriter out) {
    out.println(String.join(",", header.stream().map(PredictionTable::quoted).toList()));
    lines.forEach(out::println);
    out.flush();
  }
}
