// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Reads generated data as a trainer does. */
final class Generated {

  private Generated() {}

  static Dataset load(DataProvider provider, long seed, Map<String, ?> options) {
    return provider.load(
        provider.schema().resolve(options, "data"), new DataContext(seed, Path.of(""), Map.of()));
  }

  /** A field of a sample, read into a row of a batch that holds something else. */
  static double[] read(Dataset data, Split split, int index, String field) {
    Batch batch = new Batch(data.signature(), Precision.FLOAT64, 3);
    data.signature().fields().forEach(f -> batch.vector(f.name()).fill(Double.NaN));
    data.read(split, index, batch, 2);
    return batch.vector(field).row(2).toArray();
  }

  static int[] ids(Dataset data, Split split, int index, String field) {
    return Arrays.stream(read(data, split, index, field))
        .mapToInt(
            id -> {
              if (id != Math.rint(id)) {
                throw new AssertionError(field + " of sample " + index + " has the id " + id);
              }
              return (int) id;
            })
        .toArray();
  }

  /** Pearson's statistic of counts that should all be the same. */
  static double chiSquare(long[] counts) {
    double expected = (double) Arrays.stream(counts).sum() / counts.length;
    return Arrays.stream(counts)
        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
        .sum();
  }
}
