// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Samples in three parts. Reading is deterministic and safe for several threads. */
public interface Dataset {

  /** The fields of every sample. */
  DataSignature signature();

  /** One line for people: where the data come from, how many rows, windows, columns. */
  String description();

  /** Samples in a part; 0 if there is no such part. */
  int size(Split split);

  /**
   * Copies one sample into one row of a batch of this signature.
   *
   * @param index {@code 0 <= index < size(split)}
   */
  void read(Split split, int index, Batch batch, int row);

  /** How a field was scaled, if it was. */
  default Optional<Scaling> scaling(String field) {
    return Optional.empty();
  }

  /** Labels of the classes of the targets, by index; empty if there are no classes or no labels. */
  default List<String> classNames() {
    return List.of();
  }

  /** What the token ids of a field stand for, if they stand for text. */
  default Optional<Vocabulary> vocabulary(String field) {
    return Optional.empty();
  }

  /**
   * What was fitted on the training part (scalings, vocabularies), as text by name. A run keeps it;
   * {@link DataContext#fitted()} gives it back when other data are read for prediction.
   */
  default Map<String, String> fitted() {
    return Map.of();
  }

  /**
   * What tells these data from others, such as a hash of the file that they come from; empty if
   * options and seed determine them. A run keeps it, and goes on only with the same data.
   */
  default Optional<String> fingerprint() {
    return Optional.empty();
  }
}
