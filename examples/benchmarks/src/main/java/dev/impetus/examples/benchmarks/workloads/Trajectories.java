// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;

/** Starts and targets, all of them for training. */
final class Trajectories implements Dataset {

  private final String description;
  private final double[][] starts;
  private final double[][] targets;

  /**
   * Samples.
   *
   * @param targets one array a sample, what its prediction is compared with
   */
  Trajectories(String description, double[][] starts, double[][] targets) {
    this.description = description;
    this.starts = starts.clone();
    this.targets = targets.clone();
  }

  @Override
  public DataSignature signature() {
    return DataSignature.of(
        DataField.real(DataField.INPUTS, starts[0].length),
        DataField.real(DataField.TARGETS, targets[0].length));
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public int size(Split split) {
    return split == Split.TRAINING ? starts.length : 0;
  }

  @Override
  public void read(Split split, int index, Batch batch, int row) {
    batch.vector(DataField.INPUTS).row(row).copyFrom(starts[index], 0);
    batch.vector(DataField.TARGETS).row(row).copyFrom(targets[index], 0);
  }
}
