// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** Samples that are computed whenever they are read; nothing is kept. */
final class GeneratedSequences implements Dataset {

  /** Computes one sample. Safe for several threads. */
  @FunctionalInterface
  interface SampleWriter {
    void write(Split split, int index, Batch batch, int row);
  }

  private final DataSignature signature;
  private final String description;
  private final Map<Split, Integer> sizes = new EnumMap<>(Split.class);
  private final List<String> classNames;
  private final SampleWriter writer;

  GeneratedSequences(
      DataSignature signature,
      String description,
      ToIntFunction<Split> size,
      List<String> classNames,
      SampleWriter writer) {
    this.signature = signature;
    this.classNames = List.copyOf(classNames);
    this.writer = writer;
    for (Split split : Split.values()) {
      sizes.put(split, size.applyAsInt(split));
    }
    this.description =
        String.format(
            Locale.ROOT,
            "%s; %d training, %d validation, %d test samples",
            description,
            size(Split.TRAINING),
            size(Split.VALIDATION),
            size(Split.TEST));
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
    return sizes.get(split);
  }

  @Override
  public void read(Split split, int index, Batch batch, int row) {
    Objects.checkIndex(index, size(split));
    writer.write(split, index, batch, row);
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }
}
