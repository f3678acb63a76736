// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.synthetic;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Samples that were computed once: an array of numbers for each field of the signature. */
final class GeneratedDataset implements Dataset {

  /**
   * One sample.
   *
   * @param inputs the numbers of {@link DataField#INPUTS}, row-major
   * @param targets the numbers of {@link DataField#TARGETS}, row-major
   */
  record Sample(double[] inputs, double[] targets) {}

  private final DataSignature signature;
  private final String description;
  private final Map<Split, List<Sample>> parts = new EnumMap<>(Split.class);

  GeneratedDataset(
      DataSignature signature,
      String description,
      List<Sample> training,
      List<Sample> validation,
      List<Sample> test) {
    this.signature = signature;
    this.description =
        String.format(
            "%s; %d training, %d validation, %d test samples",
            description, training.size(), validation.size(), test.size());
    parts.put(Split.TRAINING, List.copyOf(training));
    parts.put(Split.VALIDATION, List.copyOf(validation));
    parts.put(Split.TEST, List.copyOf(test));
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
    batch.vector(DataField.INPUTS).row(row).copyFrom(sample.inputs(), 0);
    batch.vector(DataField.TARGETS).row(row).copyFrom(sample.targets(), 0);
  }
}
