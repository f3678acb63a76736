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
 *     used instead of fitting anew
 * @param isPrediction whether this is for prediction with a trained model: the whole of the data
 *     then is the {@link Split#TEST} part. A source that cannot read other data than those of its
 *     training may pass over it; prediction on data then is refused
 */
public record DataContext(
    long seed, Path folder, Map<String, String> fitted, boolean isPrediction) {

  /** Copies the map and keeps its order. */
  public DataContext {
    fitted = Collections.unmodifiableMap(new LinkedHashMap<>(fitted));
  }

  /** For prediction if something was fitted, otherwise for training. */
  public DataContext(long seed, Path folder, Map<String, String> fitted) {
    this(seed, folder, fitted, !fitted.isEmpty());
  }
}
