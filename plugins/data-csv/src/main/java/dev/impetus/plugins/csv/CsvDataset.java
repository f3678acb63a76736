// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Samples cut from scaled readings. */
final class CsvDataset implements Dataset {

  private final DataSignature signature;
  private final String description;
  private final Readings readings;
  private final double[] gaps;
  private final WindowShape shape;
  private final Map<Split, int[]> starts;
  private final Map<String, Scaling> scalings;
  private final Map<String, String> fitted;
  private final String fingerprint;

  /**
   * Keeps the readings and scales them.
   *
   * @param defaultGap the gap after the only row of a file
   * @param fingerprint of the file's content
   */
  CsvDataset(
      Columns columns,
      Readings readings,
      WindowShape shape,
      Partition partition,
      Map<String, Scaling> scalings,
      Map<String, String> fitted,
      double defaultGap,
      String file,
      String fingerprint) {
    this.shape = shape;
    this.starts = partition.starts();
    this.scalings = Map.copyOf(scalings);
    this.fitted = Collections.unmodifiableMap(new LinkedHashMap<>(fitted));
    this.fingerprint = fingerprint;
    signature = signature(columns, readings.classes(), shape);
    gaps = new double[readings.rows()];
    for (int row = 0; row < gaps.length; row++) {
      gaps[row] = readings.gapAfter(row, defaultGap);
    }
    this.readings =
        new Readings(
            scaled(readings.inputs(), scalings.get(DataField.INPUTS)),
            scaled(readings.targets(), scalings.get(DataField.TARGETS)),
            readings.times(),
            readings.classes());
    description = describe(columns, partition, file);
  }

  private static DataSignature signature(Columns columns, List<String> classes, WindowShape shape) {
    List<DataField> fields = new ArrayList<>();
    List<Integer> steps = shape.isSeries() ? List.of(shape.length()) : List.of();
    List<Integer> targetSteps = shape.eachStep() ? steps : List.of();
    fields.add(
        new DataField(
            DataField.INPUTS, append(steps, columns.inputs().size()), 0, columns.inputs()));
    fields.add(
        columns.label().isPresent()
            ? new DataField(DataField.TARGETS, targetSteps, classes.size(), List.of())
            : new DataField(
                DataField.TARGETS,
                append(targetSteps, columns.targets().size()),
                0,
                columns.targets()));
    if (shape.isSeries()) {
      fields.add(new DataField(DataField.GAPS, steps, 0, List.of()));
    }
    return DataSignature.of(fields.toArray(DataField[]::new));
  }

  private static List<Integer> append(List<Integer> steps, int width) {
    List<Integer> all = new ArrayList<>(steps);
    all.add(width);
    return all;
  }

  private static double[][] scaled(double[][] values, Scaling scaling) {
    if (scaling == null) {
      return values;
    }
    double[][] result = new double[values.length][];
    for (int row = 0; row < values.length; row++) {
      result[row] = new double[values[row].length];
      for (int column = 0; column < result[row].length; column++) {
        result[row][column] = scaling.toScaled(column, values[row][column]);
      }
    }
    return result;
  }

  private String describe(Columns columns, Partition partition, String file) {
    StringBuilder text =
        new StringBuilder(file).append(": ").append(readings.rows()).append(" rows");
    if (shape.isSeries()) {
      text.append(", windows of ")
          .append(shape.length())
          .append(" rows every ")
          .append(shape.stride());
      text.append(", target ").append(shape.horizon()).append(" ahead");
    }
    text.append("; inputs ").append(String.join(", ", columns.inputs()));
    columns
        .label()
        .ifPresentOrElse(
            label ->
                text.append("; class ").append(label).append(" of ").append(readings.classes()),
            () -> text.append("; targets ").append(String.join(", ", columns.targets())));
    text.append("; ").append(size(Split.TRAINING)).append(" training, ");
    text.append(size(Split.VALIDATION)).append(" validation, ");
    text.append(size(Split.TEST)).append(" test samples, ").append(partition.order());
    return text.toString();
  }

  @Override
  public DataSignature signature() {
    return signature;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public int size(Split split) {
    return starts.getOrDefault(split, new int[0]).length;
  }

  @Override
  public void read(Split split, int index, Batch batch, int row) {
    int[] part = starts.getOrDefault(split, new int[0]);
    int start = part[Objects.checkIndex(index, part.length)];
    StateVector inputs = batch.vector(DataField.INPUTS);
    for (int i = 0; i < shape.readings(); i++) {
      put(inputs, row, i, readings.inputs()[start + i]);
    }
    StateVector targets = batch.vector(DataField.TARGETS);
    int first = shape.eachStep() ? 0 : shape.readings() - 1;
    for (int i = first; i < shape.readings(); i++) {
      int target = start + i + shape.horizon();
      if (target < readings.rows()) {
        put(targets, row, i - first, readings.targets()[target]);
      } else {
        putUnknown(targets, row, i - first, readings.targets()[start].length);
      }
    }
    if (shape.isSeries()) {
      StateVector gapVector = batch.vector(DataField.GAPS);
      for (int i = 0; i < shape.length(); i++) {
        gapVector.set(row, i, gaps[start + i]);
      }
    }
  }

  private static void put(StateVector vector, int row, int step, double[] values) {
    for (int column = 0; column < values.length; column++) {
      vector.set(row, step * values.length + column, values[column]);
    }
  }

  private static void putUnknown(StateVector vector, int row, int step, int columns) {
    for (int column = 0; column < columns; column++) {
      vector.set(row, step * columns + column, Double.NaN);
    }
  }

  @Override
  public Optional<Scaling> scaling(String field) {
    return Optional.ofNullable(scalings.get(field));
  }

  @Override
  public List<String> classNames() {
    return readings.classes();
  }

  @Override
  public Map<String, String> fitted() {
    return fitted;
  }

  @Override
  public Optional<String> fingerprint() {
    return Optional.of(fingerprint);
  }
}
