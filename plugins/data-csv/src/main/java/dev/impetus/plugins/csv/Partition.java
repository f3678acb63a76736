// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.Split;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The start rows of the samples of each part. A window and its targets lie within one part.
 *
 * @param starts start rows by part
 * @param trainingRows the rows on which scalings may be fitted
 * @param order how rows were dealt, for people
 */
record Partition(Map<Split, int[]> starts, int[] trainingRows, String order) {

  /** Parts for training; a part that is wanted and gets no sample becomes a problem. */
  static Partition of(
      int rows, WindowShape shape, ConfigView config, long seed, Problems problems) {
    double training = config.get(CsvOptions.TRAINING);
    double validation = config.get(CsvOptions.VALIDATION);
    if (!problems.checkParts(training, validation)) {
      return new Partition(Map.of(), new int[0], "");
    }
    boolean random = config.find(CsvOptions.SPLIT).map("random"::equals).orElse(!shape.isSeries());
    if (random && shape.isSeries() && shape.stride() < shape.span()) {
      problems.inOption(
          "split",
          "overlapping windows cannot be split at random",
          "a window of the test part would share rows with one of the training part",
          "set split: ordered, or stride: " + shape.span());
      return new Partition(Map.of(), new int[0], "");
    }
    Partition partition =
        random
            ? random(rows, shape, training, validation, seed)
            : ordered(rows, shape, training, validation);
    for (Split split : Split.values()) {
      double fraction =
          switch (split) {
            case TRAINING -> training;
            case VALIDATION -> validation;
            case TEST -> 1 - training - validation;
          };
      if (fraction > 1e-9 && partition.starts.get(split).length == 0) {
        problems.inFile(
            "too few rows: the " + split.name().toLowerCase(Locale.ROOT) + " part has no sample",
            String.format(
                Locale.ROOT,
                "it gets %.0f %% of %d rows; a sample needs %d in a row",
                100 * fraction,
                rows,
                shape.span()),
            shape.isSeries()
                ? "shorten the window or change the fractions training and validation"
                : "add rows or change the fractions training and validation");
      }
    }
    return partition;
  }

  /**
   * Everything in the test part; windows may end at the last row, whose targets are still unknown.
   */
  static Partition forPrediction(int rows, WindowShape shape, Problems problems) {
    int[] starts = starts(0, rows, shape.readings(), shape.stride());
    if (starts.length == 0) {
      problems.inFile(
          "too few rows for one window",
          "the file has " + rows + " rows, a window " + shape.readings(),
          "add rows");
    }
    return new Partition(Map.of(Split.TEST, starts), new int[0], "all for prediction");
  }

  private static Partition ordered(
      int rows, WindowShape shape, double training, double validation) {
    int a = (int) Math.round(rows * training);
    int b = (int) Math.round(rows * Math.min(1, training + validation));
    Map<Split, int[]> starts = new EnumMap<>(Split.class);
    starts.put(Split.TRAINING, starts(0, a, shape.span(), shape.stride()));
    starts.put(Split.VALIDATION, starts(a, b, shape.span(), shape.stride()));
    starts.put(Split.TEST, starts(b, rows, shape.span(), shape.stride()));
    return new Partition(starts, IntStream.range(0, a).toArray(), "in order");
  }

  private static Partition random(
      int rows, WindowShape shape, double training, double validation, long seed) {
    int[] shuffled = starts(0, rows, shape.span(), shape.stride());
    Random random = new Random(seed);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swapped;
    }
    int a = (int) Math.round(shuffled.length * training);
    int b = (int) Math.round(shuffled.length * Math.min(1, training + validation));
    Map<Split, int[]> starts = new EnumMap<>(Split.class);
    starts.put(Split.TRAINING, sorted(shuffled, 0, a));
    starts.put(Split.VALIDATION, sorted(shuffled, a, b));
    starts.put(Split.TEST, sorted(shuffled, b, shuffled.length));
    int[] trainingRows =
        Arrays.stream(starts.get(Split.TRAINING))
            .flatMap(start -> IntStream.range(start, start + shape.span()))
            .toArray();
    return new Partition(starts, trainingRows, "at random, seed " + seed);
  }

  private static int[] sorted(int[] all, int from, int to) {
    int[] part = Arrays.copyOfRange(all, from, to);
    Arrays.sort(part);
    return part;
  }

  private static int[] starts(int from, int to, int span, int stride) {
    return IntStream.iterate(from, start -> start + span <= to, start -> start + stride).toArray();
  }
}
