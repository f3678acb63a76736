// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.beamdeflection;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Windows of readings, each with the next reading as target. Parts are cut by time, by the target:
 * 70 % for training, 15 % each for validation and test. The scaling is that of the training part.
 */
final class BeamDataset implements Dataset {

  private final double[] scaled;
  private final int window;
  private final int trainingEnd;
  private final int validationEnd;
  private final Scaling scaling;

  BeamDataset(double[] readings, int window) {
    this.window = window;
    trainingEnd = readings.length * 70 / 100;
    validationEnd = readings.length * 85 / 100;
    double mean = Arrays.stream(readings, 0, trainingEnd).average().orElseThrow();
    double variance =
        Arrays.stream(readings, 0, trainingEnd)
            .map(x -> (x - mean) * (x - mean))
            .average()
            .orElseThrow();
    scaling = new Scaling(List.of(mean), List.of(Math.sqrt(variance)));
    scaled = Arrays.stream(readings).map(x -> scaling.toScaled(0, x)).toArray();
  }

  /** The position of a sample's target among all readings. */
  int target(Split split, int index) {
    return Objects.checkIndex(index, size(split))
        + switch (split) {
          case TRAINING -> window;
          case VALIDATION -> trainingEnd;
          case TEST -> validationEnd;
        };
  }

  /** Readings before the first one of the validation part. */
  int trainingEnd() {
    return trainingEnd;
  }

  @Override
  public DataSignature signature() {
    return DataSignature.of(
        new DataField(DataField.INPUTS, List.of(window, 1), 0, List.of("deflection")),
        new DataField(DataField.TARGETS, List.of(1), 0, List.of("deflection")));
  }

  @Override
  public String description() {
    return "NIST beam deflection: "
        + scaled.length
        + " readings, windows of "
        + window
        + ", the next one to be predicted; "
        + size(Split.TRAINING)
        + " training, "
        + size(Split.VALIDATION)
        + " validation, "
        + size(Split.TEST)
        + " test samples by time";
  }

  @Override
  public int size(Split split) {
    return switch (split) {
      case TRAINING -> trainingEnd - window;
      case VALIDATION -> validationEnd - trainingEnd;
      case TEST -> scaled.length - validationEnd;
    };
  }

  @Override
  public void read(Split split, int index, Batch batch, int row) {
    int target = target(split, index);
    batch.vector(DataField.INPUTS).row(row).copyFrom(scaled, target - window);
    batch.vector(DataField.TARGETS).set(row, 0, scaled[target]);
  }

  @Override
  public Optional<Scaling> scaling(String field) {
    return field.equals(DataField.INPUTS) || field.equals(DataField.TARGETS)
        ? Optional.of(scaling)
        : Optional.empty();
  }

  @Override
  public Map<String, String> fitted() {
    return Map.of(
        "offset",
        scaling.offsets().get(0).toString(),
        "factor",
        scaling.factors().get(0).toString());
  }
}
