// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model has to know of the data it was trained on: their fields, and how these were scaled.
 *
 * @param fields the fields
 * @param times the common times of observation, if there are any
 * @param scalings scalings by name of the field
 */
public record DataShape(List<DataField> fields, List<Double> times, Map<String, Scaling> scalings) {

  /** Copies the collections and keeps their order. */
  public DataShape {
    fields = List.copyOf(fields);
    times = List.copyOf(times);
    scalings = Collections.unmodifiableMap(new LinkedHashMap<>(scalings));
  }

  static DataShape of(Dataset data) {
    Map<String, Scaling> scalings = new LinkedHashMap<>();
    for (DataField field : data.signature().fields()) {
      data.scaling(field.name()).ifPresent(scaling -> scalings.put(field.name(), scaling));
    }
    return new DataShape(data.signature().fields(), data.signature().times(), scalings);
  }

  /** A data set of this shape without samples. */
  Dataset withoutSamples(String description) {
    return new Empty(new DataSignature(fields, times), description, scalings);
  }

  private record Empty(DataSignature signature, String description, Map<String, Scaling> scalings)
      implements Dataset {

    @Override
    public int size(Split split) {
      return 0;
    }

    @Override
    public void read(Split split, int index, Batch batch, int row) {
      throw new IndexOutOfBoundsException("there are no samples, so no sample " + index);
    }

    @Override
    public Optional<Scaling> scaling(String field) {
      return Optional.ofNullable(scalings.get(field));
    }
  }
}
