// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a data plugin is told about the run.
 *
 * @param seed seed of everything random in generating and splitting
 * @param folder folder against which relative paths are resolved
 * @param fitted empty for training; for prediction what {@link Dataset#fitted()} gave then, to be
 *     used instead of fitting anew, and the whole of the data then is the {@link Split#TEST} part
 */
public record DataContext(long seed, Path folder, Map<String, String> fitted) {

  /** Copies the map and keeps its order. */
  public DataContext {
    fitted = Collections.unmodifiableMap(new LinkedHashMap<>(fitted));
  }

  /** Whether this is for prediction with a trained model. */
  public boolean isPrediction() {
    return !fitted.isEmpty();
  }
}
