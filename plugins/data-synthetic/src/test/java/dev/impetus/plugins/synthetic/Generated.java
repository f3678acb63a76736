// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.synthetic;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.Precision;
import java.nio.file.Path;
import java.util.Map;

/** Reads generated data as a trainer does. */
final class Generated {

  private Generated() {}

  static Dataset load(DataProvider provider, long seed, Map<String, ?> options) {
    return provider.load(
        provider.schema().resolve(options, "data"), new DataContext(seed, Path.of(""), Map.of()));
  }

  static double[] read(Dataset data, Split split, int index, String field) {
    Batch batch = new Batch(data.signature(), Precision.FLOAT64, 3);
    data.read(split, index, batch, 2);
    return batch.vector(field).row(2).toArray();
  }
}
