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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Windows of token ids. */
final class TextDataset implements Dataset {

  private final DataSignature signature;
  private final String description;
  private final TokenVocabulary vocabulary;
  private final Windows windows;
  private final Map<Split, int[]> parts = new EnumMap<>(Split.class);
  private final Map<Split, int[]> starts = new EnumMap<>(Split.class);
  private final Map<String, String> fitted;
  private final String fingerprint;

  TextDataset(
      String files,
      String kind,
      TokenVocabulary vocabulary,
      Map<Split, int[]> parts,
      Windows windows,
      Map<String, String> fitted,
      String fingerprint) {
    this.vocabulary = vocabulary;
    this.windows = windows;
    this.fitted = Collections.unmodifiableMap(new LinkedHashMap<>(fitted));
    this.fingerprint = fingerprint;
    for (Split split : Split.values()) {
      int[] tokens = parts.getOrDefault(split, new int[0]);
      this.parts.put(split, tokens);
      starts.put(split, windows.starts(tokens.length));
    }
    List<Integer> steps = List.of(windows.length());
    List<DataField> fields = new ArrayList<>();
    fields.add(new DataField(DataField.INPUTS, steps, vocabulary.size(), List.of()));
    fields.add(new DataField(DataField.TARGETS, steps, vocabulary.size(), List.of()));
    if (windows.padded()) {
      fields.add(DataField.real(DataField.MASK, windows.length()));
    }
    signature = new DataSignature(fields, List.of());
    description = describe(files, kind);
  }

  private String describe(String files, String kind) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %d %s, %d different, windows of %d every %d",
                files,
                parts.values().stream().mapToInt(part -> part.length).sum(),
                kind,
                vocabulary.size(),
                windows.length(),
                windows.stride()));
    int unknown = vocabulary.unknown().orElse(-1);
    for (Split split : Split.values()) {
      text.append(split == Split.TRAINING ? "; " : ", ").append(size(split));
      text.append(' ').append(split.name().toLowerCase(Locale.ROOT));
      long strange = Arrays.stream(parts.get(split)).filter(id -> id == unknown).count();
      if (strange > 0) {
        text.append(
            String.format(
                Locale.ROOT, " (%.2f %% unknown)", 100.0 * strange / parts.get(split).length));
      }
    }
    return text.append(" windows").toString();
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
    return starts.get(split).length;
  }

  @Override
  public void read(Split split, int index, Batch batch, int row) {
    int start = starts.get(split)[Objects.checkIndex(index, size(split))];
    int[] tokens = parts.get(split);
    int known = Math.min(windows.length(), tokens.length - 1 - start);
    StateVector inputs = batch.vector(DataField.INPUTS);
    StateVector targets = batch.vector(DataField.TARGETS);
    for (int i = 0; i < windows.length(); i++) {
      inputs.set(row, i, i < known ? tokens[start + i] : 0);
      targets.set(row, i, i < known ? tokens[start + i + 1] : 0);
    }
    if (windows.padded()) {
      StateVector mask = batch.vector(DataField.MASK);
      for (int i = 0; i < windows.length(); i++) {
        mask.set(row, i, i < known ? 1 : 0);
      }
    }
  }

  @Override
  public List<String> classNames() {
    return vocabulary.tokens();
  }

  @Override
  public Optional<Vocabulary> vocabulary(String field) {
    return field.equals(DataField.INPUTS) || field.equals(DataField.TARGETS)
        ? Optional.of(vocabulary)
        : Optional.empty();
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
