// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.data.Vocabulary;
import dev.impetus.solver.state.StateVector;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Texts as token ids with a class, padded to the same length. */
final class TextClassesDataset implements Dataset {

  /**
   * One text.
   *
   * @param tokens its ids, however many
   * @param label its class, or NaN
   */
  record Sample(int[] tokens, double label) {}

  private final DataSignature signature;
  private final String description;
  private final TokenVocabulary vocabulary;
  private final List<String> classes;
  private final int length;
  private final Map<Split, List<Sample>> parts = new EnumMap<>(Split.class);
  private final Map<String, String> fitted;
  private final String fingerprint;

  TextClassesDataset(
      String files,
      String kind,
      TokenVocabulary vocabulary,
      List<String> classes,
      int length,
      Map<Split, List<Sample>> parts,
      Map<String, String> fitted,
      String fingerprint) {
    this.vocabulary = vocabulary;
    this.classes = List.copyOf(classes);
    this.length = length;
    this.fitted = Collections.unmodifiableMap(new LinkedHashMap<>(fitted));
    this.fingerprint = fingerprint;
    for (Split split : Split.values()) {
      this.parts.put(split, List.copyOf(parts.getOrDefault(split, List.of())));
    }
    signature =
        DataSignature.of(
            new DataField(DataField.INPUTS, List.of(length), vocabulary.size(), List.of()),
            new DataField(DataField.TARGETS, List.of(), classes.size(), List.of()),
            DataField.real(DataField.MASK, length));
    long cut =
        this.parts.values().stream()
            .flatMap(List::stream)
            .filter(sample -> sample.tokens().length > length)
            .count();
    description =
        String.format(
            Locale.ROOT,
            "%s: texts of %d classes, %d different %s, %d a text%s; %d training, %d validation, %d"
                + " test texts",
            files,
            classes.size(),
            vocabulary.size(),
            kind,
            length,
            cut == 0 ? "" : " (" + cut + " texts cut off)",
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
    return parts.get(split).size();
  }

  @Override
  public void read(Split split, int index, Batch batch, int row) {
    Sample sample = parts.get(split).get(index);
    StateVector inputs = batch.vector(DataField.INPUTS);
    StateVector mask = batch.vector(DataField.MASK);
    for (int i = 0; i < length; i++) {
      boolean known = i < sample.tokens().length;
      inputs.set(row, i, known ? sample.tokens()[i] : 0);
      mask.set(row, i, known ? 1 : 0);
    }
    batch.vector(DataField.TARGETS).set(row, 0, sample.label());
  }

  @Override
  public List<String> classNames() {
    return classes;
  }

  @Override
  public Optional<Vocabulary> vocabulary(String field) {
    return field.equals(DataField.INPUTS) ? Optional.of(vocabulary) : Optional.empty();
  }

  @Override
  public Map<String, String> fitted() {
    return fitted;
  }

  @Override
  public Optional<String> fingerprint() {
    return Optional.of(fingerprint);
  }
}
