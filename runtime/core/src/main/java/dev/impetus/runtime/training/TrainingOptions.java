// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a model is trained.
 *
 * @param epochs passes over the training part
 * @param batchSize samples in a mini-batch; the last of an epoch may be smaller
 * @param accumulate batches whose gradients are brought together for one update, as if they were
 *     one batch; the last of an epoch may be fewer
 * @param shuffle whether each epoch has an order of its own
 * @param clipNorm largest Euclidean norm of a gradient; longer ones are scaled down to it
 * @param clipValue largest absolute value of a number in a gradient; larger ones are set to it
 * @param monitor what is watched on the validation part: {@value #LOSS} or the name of a metric
 * @param patience epochs without improvement after which training stops; empty for never
 * @param minDelta by how much the watched figure has to be better to count as improved
 * @param checkpointEvery epochs from one checkpoint to the next
 * @param stepGradientsEvery updates from one record of the gradients of a sequence's steps to the
 *     next; empty for none
 */
public record TrainingOptions(
    int epochs,
    int batchSize,
    int accumulate,
    boolean shuffle,
    OptionalDouble clipNorm,
    OptionalDouble clipValue,
    String monitor,
    OptionalInt patience,
    double minDelta,
    int checkpointEvery,
    OptionalInt stepGradientsEvery) {

  /** The figure to watch that every training has. */
  public static final String LOSS = "loss";

  private static final Option<Long> EPOCHS =
      Option.integer("epochs", "passes over the training part")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .byDefault(100L);
  private static final Option<Long> BATCH_SIZE =
      Option.integer("batch-size", "samples in a mini-batch")
          .unit("samples")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .byDefault(32L);
  private static final Option<Long> ACCUMULATE =
      Option.integer(
              "accumulate",
              "batches of which one update is made, as if they were one: large batches in little memory")
          .unit("batches")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .byDefault(1L);
  private static final Option<Boolean> SHUFFLE =
      Option.bool("shuffle", "whether each epoch has an order of its own").byDefault(true);
  private static final Option<Double> CLIP_NORM =
      Option.decimal("clip-norm", "largest norm of a gradient; longer ones are scaled down to it")
          .above(0)
          .optional();
  private static final Option<Double> CLIP_VALUE =
      Option.decimal("clip-value", "largest number in a gradient; larger ones are set to it")
          .above(0)
          .optional();
  private static final Option<String> MONITOR =
      Option.text("monitor", "what is watched on the validation part: loss, or a metric's name")
          .byDefault(LOSS);
  private static final Option<Long> PATIENCE =
      Option.integer("patience", "epochs without improvement after which training stops")
          .unit("epochs")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .optional();
  private static final Option<Double> MIN_DELTA =
      Option.decimal("min-delta", "by how much the watched figure has to be better")
          .atLeast(0)
          .byDefault(0.0);
  private static final Option<Long> CHECKPOINT_EVERY =
      Option.integer("checkpoint-every", "epochs from one checkpoint to the next")
          .unit("epochs")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .byDefault(1L);
  private static final Option<Long> STEP_GRADIENTS_EVERY =
      Option.integer(
              "step-gradients-every",
              "updates from one record to the next of how large the loss's gradient is at each step"
                  + " of the sequences; for recurrent nets")
          .unit("updates")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .optional();

  private static final ConfigSchema SCHEMA =
      ConfigSchema.of(
          EPOCHS,
          BATCH_SIZE,
          ACCUMULATE,
          SHUFFLE,
          CLIP_NORM,
          CLIP_VALUE,
          MONITOR,
          PATIENCE,
          MIN_DELTA,
          CHECKPOINT_EVERY,
          STEP_GRADIENTS_EVERY);

  /** Checks the ranges that the schema also states. */
  public TrainingOptions {
    Objects.requireNonNull(clipNorm, "clipNorm");
    Objects.requireNonNull(clipValue, "clipValue");
    Objects.requireNonNull(monitor, "monitor");
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(stepGradientsEvery, "stepGradientsEvery");
    if (epochs < 1 || batchSize < 1 || accumulate < 1 || checkpointEvery < 1) {
      throw new IllegalArgumentException(
          "epochs "
              + epochs
              + ", batch size "
              + batchSize
              + ", accumulated batches "
              + accumulate
              + ", checkpoints every "
              + checkpointEvery
              + " epochs: all have to be at least 1");
    }
  }

  /** The options as a specification has them in its section {@code training}. */
  public static ConfigSchema schema() {
    return SCHEMA;
  }

  /** The options of a section that {@link #schema()} has checked. */
  public static TrainingOptions of(ConfigView config) {
    return new TrainingOptions(
        config.getInt(EPOCHS),
        config.getInt(BATCH_SIZE),
        config.getInt(ACCUMULATE),
        config.get(SHUFFLE),
        config.find(CLIP_NORM).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        config.find(CLIP_VALUE).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        config.get(MONITOR),
        find(config, PATIENCE),
        config.get(MIN_DELTA),
        config.getInt(CHECKPOINT_EVERY),
        find(config, STEP_GRADIENTS_EVERY));
  }

  private static OptionalInt find(ConfigView config, Option<Long> option) {
    return config
        .find(option)
        .map(value -> OptionalInt.of(Math.toIntExact(value)))
        .orElse(OptionalInt.empty());
  }

  /**
   * The options from raw values.
   *
   * @throws dev.impetus.api.error.ImpetusException with every problem found
   */
  public static TrainingOptions of(Map<String, ?> values) {
    return of(SCHEMA.resolve(values, "training"));
  }
}
