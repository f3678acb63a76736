// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.toy;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** {@code y = sin(3 x0) x1 + noise}, in metres: 20 + 5 y. */
public final class ToyData implements DataProvider {

  private static final Option<Long> TRAINING =
      Option.integer("training", "samples").atLeast(0).byDefault(37L);
  private static final Option<Long> VALIDATION =
      Option.integer("validation", "samples").atLeast(0).byDefault(11L);
  private static final Option<Long> TEST =
      Option.integer("test", "samples").atLeast(0).byDefault(13L);

  private static final Option<Path> OFFSET =
      Option.path("offset", "file with the offset of the targets; 20 without it").optional();

  private static final Option<Long> DEAF =
      Option.integer("deaf", "1 if it passes over that data are for prediction")
          .atLeast(0)
          .byDefault(0L);

  @Override
  public String id() {
    return "toy-data";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(TRAINING, VALIDATION, TEST, OFFSET, DEAF);
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    if (context.isPrediction() && config.getInt(DEAF) == 0) {
      return samples(
          context.seed() + 1,
          0,
          0,
          20,
          Double.parseDouble(context.fitted().get("offset")),
          Optional.empty());
    }
    Optional<String> offset = config.find(OFFSET).map(ToyData::text);
    return samples(
        context.seed(),
        config.getInt(TRAINING),
        config.getInt(VALIDATION),
        config.getInt(TEST),
        offset.map(Double::parseDouble).orElse(20.0),
        offset);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Samples in three parts. */
  public static Dataset samples(long seed, int training, int validation, int test) {
    return samples(seed, training, validation, test, 20, Optional.empty());
  }

  private static Dataset samples(
      long seed,
      int training,
      int validation,
      int test,
      double offset,
      Optional<String> fingerprint) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[training + validation + test][];
    for (int i = 0; i < rows.length; i++) {
      double a = random.nextDouble(-1, 1);
      double b = random.nextDouble(-1, 1);
      rows[i] = new double[] {a, b, Math.sin(3 * a) * b + 0.01 * random.nextDouble()};
    }
    return new Samples(rows, training, validation, offset, fingerprint);
  }

  private record Samples(
      double[][] rows, int training, int validation, double offset, Optional<String> fingerprint)
      implements Dataset {

    private static final DataSignature SIGNATURE =
        DataSignature.of(
            new DataField(DataField.INPUTS, List.of(2), 0, List.of("a", "b")),
            new DataField(DataField.TARGETS, List.of(1), 0, List.of("height (m)")));

    @Override
    public DataSignature signature() {
      return SIGNATURE;
    }

    @Override
    public String description() {
      return rows.length + " points of sin(3a)b";
    }

    @Override
    public int size(Split split) {
      return switch (split) {
        case TRAINING -> training;
        case VALIDATION -> validation;
        case TEST -> rows.length - training - validation;
      };
    }

    @Override
    public void read(Split split, int index, Batch batch, int row) {
      int first =
          switch (split) {
            case TRAINING -> 0;
            case VALIDATION -> training;
            case TEST -> training + validation;
          };
      double[] sample = rows[first + index];
      batch.vector(DataField.INPUTS).set(row, 0, sample[0]);
      batch.vector(DataField.INPUTS).set(row, 1, sample[1]);
      batch.vector(DataField.TARGETS).set(row, 0, sample[2]);
    }

    @Override
    public Optional<Scaling> scaling(String field) {
      return field.equals(DataField.TARGETS)
          ? Optional.of(new Scaling(List.of(offset), List.of(5.0)))
          : Optional.empty();
    }

    @Override
    public Map<String, String> fitted() {
      return Map.of("offset", Double.toString(offset));
    }
  }
}
