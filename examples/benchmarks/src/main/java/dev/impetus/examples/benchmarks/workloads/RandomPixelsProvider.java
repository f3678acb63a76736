// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import java.util.List;
import java.util.Random;

/** The data of W10: rows of {@value #STEPS} random pixels with random classes. */
public final class RandomPixelsProvider implements DataProvider {

  static final int ROWS = 128;
  static final int STEPS = 784;
  static final int CLASSES = 10;

  /** For ServiceLoader. */
  public RandomPixelsProvider() {}

  @Override
  public String id() {
    return "random-pixels";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    Random random = new Random(7);
    double[][] pixels = new double[ROWS][STEPS];
    double[] classes = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (int step = 0; step < STEPS; step++) {
        pixels[row][step] = random.nextDouble();
      }
      classes[row] = Math.floor(CLASSES * random.nextDouble());
    }
    return new Pixels(pixels, classes);
  }

  private record Pixels(double[][] pixels, double[] classes) implements Dataset {

    @Override
    public DataSignature signature() {
      return DataSignature.of(
          DataField.real(DataField.INPUTS, STEPS, 1),
          new DataField(DataField.TARGETS, List.of(), CLASSES, List.of()));
    }

    @Override
    public String description() {
      return "random pixels with random classes";
    }

    @Override
    public int size(Split split) {
      return split == Split.TRAINING ? ROWS : 0;
    }

    @Override
    public void read(Split split, int index, Batch batch, int row) {
      batch.vector(DataField.INPUTS).row(row).copyFrom(pixels[index], 0);
      batch.vector(DataField.TARGETS).set(row, 0, classes[index]);
    }
  }
}
