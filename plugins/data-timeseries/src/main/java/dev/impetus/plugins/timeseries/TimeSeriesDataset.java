// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import dev.impetus.plugins.timeseries.SeriesFile.Labels;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Scaled series, padded to the same length. */
final class TimeSeriesDataset implements Dataset {

  /**
   * One series.
   *
   * @param values step by dimension, scaled, without padding
   * @param filled which of them were missing; null if none may be
   * @param target class index or scaled number; NaN if not known
   */
  private record Sample(double[][] values, boolean[][] filled, double target) {}

  private final SeriesShape shape;
  private final boolean masksTargets;
  private final DataSignature signature;
  private final String description;
  private final Map<Split, List<Sample>> parts = new EnumMap<>(Split.class);
  private final Map<String, Scaling> scalings = new LinkedHashMap<>();
  private final Map<String, String> fitted;
  private final String fingerprint;

  /**
   * Scales the series.
   *
   * @param targets the scaling of target numbers, or of next steps; null if there are classes
   * @param missing what missing values become
   */
  TimeSeriesDataset(
      String files,
      SeriesShape shape,
      Map<Split, List<LabelledSeries>> parts,
      ColumnScaling inputs,
      ColumnScaling targets,
      String missing,
      Map<String, String> fitted,
      String fingerprint) {
    this.shape = shape;
    this.fitted = Collections.unmodifiableMap(new LinkedHashMap<>(fitted));
    this.fingerprint = fingerprint;
    scalings.put(DataField.INPUTS, inputs.scaling());
    if (targets != null) {
      scalings.put(DataField.TARGETS, targets.scaling());
    }
    for (Split split : Split.values()) {
      List<Sample> samples = new ArrayList<>();
      for (LabelledSeries series : parts.getOrDefault(split, List.of())) {
        samples.add(
            new Sample(
                scaled(series, inputs, missing.equals("forward-fill")),
                missing.equals("error") ? null : filled(series),
                target(series, targets)));
      }
      this.parts.put(split, samples);
    }
    List<DataField> fields = new ArrayList<>();
    fields.add(
        new DataField(
            DataField.INPUTS, List.of(shape.readSteps(), shape.dimensions()), 0, shape.columns()));
    fields.add(
        switch (shape.labels()) {
          case CLASSES ->
              new DataField(DataField.TARGETS, List.of(), shape.classes().size(), List.of());
          case NUMBERS -> new DataField(DataField.TARGETS, List.of(1), 0, List.of("target"));
          case NONE ->
              new DataField(
                  DataField.TARGETS,
                  List.of(shape.readSteps(), shape.dimensions()),
                  0,
                  shape.columns());
        });
    if (shape.padded()) {
      fields.add(DataField.real(DataField.MASK, shape.readSteps()));
    }
    masksTargets = shape.labels() == Labels.NONE && !missing.equals("error");
    if (masksTargets) {
      fields.add(DataField.real(DataField.TARGET_MASK, shape.readSteps(), shape.dimensions()));
    }
    signature = new DataSignature(fields, List.of());
    description =
        String.format(
            Locale.ROOT,
            "%s: series of %s%d steps in %d dimensions, %s; %d training, %d validation, %d test series",
            files,
            shape.padded() ? "up to " : "",
            shape.steps(),
            shape.dimensions(),
            switch (shape.labels()) {
              case CLASSES -> shape.classes().size() + " classes";
              case NUMBERS -> "a target number";
              case NONE -> "each step to be told from those before";
            },
            size(Split.TRAINING),
            size(Split.VALIDATION),
            size(Split.TEST));
  }

  private double[][] scaled(LabelledSeries series, ColumnScaling scaling, boolean forwardFill) {
    double[][] values = new double[Math.min(series.steps(), shape.steps())][shape.dimensions()];
    for (int d = 0; d < shape.dimensions(); d++) {
      double latest = scaling.means().get(d);
      for (int i = 0; i < values.length; i++) {
        double value = series.values()[d][i];
        boolean known = !Double.isNaN(value);
        values[i][d] = scaling.scaling().toScaled(d, known ? value : latest);
        latest = known && forwardFill ? value : latest;
      }
    }
    return values;
  }

  private boolean[][] filled(LabelledSeries series) {
    boolean[][] filled = new boolean[Math.min(series.steps(), shape.steps())][shape.dimensions()];
    for (int i = 0; i < filled.length; i++) {
      for (int d = 0; d < shape.dimensions(); d++) {
        filled[i][d] = Double.isNaN(series.values()[d][i]);
      }
    }
    return filled;
  }

  private double target(LabelledSeries series, ColumnScaling targets) {
    if (series.label() == null || shape.labels() == Labels.NONE) {
      return Double.NaN;
    }
    return targets == null
        ? shape.classes().indexOf(series.label())
        : targets.scaling().toScaled(0, Double.parseDouble(series.label()));
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
    return parts.get(split).size();
  }

  @Override
  public void read(Split split, int index, Batch batch, int row) {
    Sample sample = parts.get(split).get(index);
    boolean isNextStep = shape.labels() == Labels.NONE;
    int known = sample.values().length - (isNextStep ? 1 : 0);
    copy(sample, 0, known, batch.vector(DataField.INPUTS), row);
    if (shape.padded()) {
      StateVector mask = batch.vector(DataField.MASK);
      for (int i = 0; i < shape.readSteps(); i++) {
        mask.set(row, i, i < known ? 1 : 0);
      }
    }
    StateVector targets = batch.vector(DataField.TARGETS);
    if (isNextStep) {
      copy(sample, 1, known, targets, row);
      if (masksTargets) {
        maskTargets(sample, known, batch.vector(DataField.TARGET_MASK), row);
      }
    } else {
      targets.set(row, 0, sample.target());
    }
  }

  /** Values that were filled in are read, but nothing is to be learnt or scored from them. */
  private void maskTargets(Sample sample, int count, StateVector mask, int row) {
    int width = shape.dimensions();
    for (int i = 0; i < shape.readSteps(); i++) {
      for (int d = 0; d < width; d++) {
        mask.set(row, i * width + d, i < count && !sample.filled()[i + 1][d] ? 1 : 0);
      }
    }
  }

  /** Copies so many steps, and zeros behind them. */
  private void copy(Sample sample, int from, int count, StateVector target, int row) {
    int width = shape.dimensions();
    for (int i = 0; i < shape.readSteps(); i++) {
      for (int d = 0; d < width; d++) {
        target.set(row, i * width + d, i < count ? sample.values()[from + i][d] : 0);
      }
    }
  }

  @Override
  public Optional<Scaling> scaling(String field) {
    return Optional.ofNullable(scalings.get(field));
  }

  @Override
  public List<String> classNames() {
    return shape.classes();
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
