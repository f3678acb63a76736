// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.images;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Images as sequences; the bytes of the files are all that it keeps. */
final class IdxImagesDataset implements Dataset {

  private static final double WHITE = 255;

  /**
   * One part.
   *
   * @param indices which of the images
   */
  record Part(LabelledImages images, int[] indices) {}

  private final DataSignature signature;
  private final String description;
  private final Map<Split, Part> parts = new EnumMap<>(Split.class);
  private final int[] order;
  private final List<String> classes;
  private final Map<String, String> fitted;
  private final String fingerprint;

  /**
   * Images in parts.
   *
   * @param steps pixels, rows or none
   * @param order the pixel at each place
   * @param permuted whether that is not the natural order, for people
   */
  IdxImagesDataset(
      Map<Split, Part> parts,
      String steps,
      int[] order,
      boolean permuted,
      List<String> classes,
      Map<String, String> fitted) {
    this.parts.putAll(parts);
    this.order = order;
    this.classes = List.copyOf(classes);
    this.fitted = Collections.unmodifiableMap(new LinkedHashMap<>(fitted));
    LabelledImages any = parts.values().iterator().next().images();
    List<Integer> shape =
        switch (steps) {
          case "rows" -> List.of(any.height(), any.width());
          case "none" -> List.of(order.length);
          default -> List.of(order.length, 1);
        };
    signature =
        DataSignature.of(
            new DataField(DataField.INPUTS, shape, 0, List.of()),
            new DataField(DataField.TARGETS, List.of(), classes.size(), List.of()));
    String files =
        parts.values().stream()
            .map(part -> part.images().images().file().name())
            .distinct()
            .collect(Collectors.joining(", "));
    description =
        String.format(
            Locale.ROOT,
            "%s: images of %d × %d, %s%s, %d classes; %d training, %d validation, %d test images",
            files,
            any.height(),
            any.width(),
            steps.equals("none") ? "one vector" : steps + " as steps",
            permuted ? ", permuted" : "",
            classes.size(),
            size(Split.TRAINING),
            size(Split.VALIDATION),
            size(Split.TEST));
    fingerprint =
        parts.values().stream()
            .flatMap(part -> Stream.of(part.images().images(), part.images().labels()))
            .filter(Objects::nonNull)
            .map(file -> file.file().sha256())
            .distinct()
            .collect(Collectors.joining("+"));
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
    return parts.containsKey(split) ? parts.get(split).indices().length : 0;
  }

  @Override
  public void read(Split split, int index, Batch batch, int row) {
    Objects.checkIndex(index, size(split));
    Part part = parts.get(split);
    int image = part.indices()[index];
    int first = image * order.length;
    StateVector inputs = batch.vector(DataField.INPUTS);
    for (int place = 0; place < order.length; place++) {
      inputs.set(row, place, part.images().images().at(first + order[place]) / WHITE);
    }
    int label = part.images().label(image);
    batch.vector(DataField.TARGETS).set(row, 0, label < 0 ? Double.NaN : label);
  }

  /** From grey levels 0 to 255. */
  @Override
  public Optional<Scaling> scaling(String field) {
    if (!field.equals(DataField.INPUTS)) {
      return Optional.empty();
    }
    List<Integer> shape = signature.require(DataField.INPUTS, "idx-images").shape();
    Double[] factors = new Double[shape.get(shape.size() - 1)];
    Double[] offsets = factors.clone();
    Arrays.fill(factors, WHITE);
    Arrays.fill(offsets, 0.0);
    return Optional.of(new Scaling(List.of(offsets), List.of(factors)));
  }

  @Override
  public List<String> classNames() {
    return classes;
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
