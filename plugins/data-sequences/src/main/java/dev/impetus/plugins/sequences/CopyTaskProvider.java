// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The copy task of linear transformers (Katharopoulos et al., ICML 2020): predict the next symbol
 * of a sequence that is written twice. With n symbols {@code w_i}, uniform in {@code 1 … S}, n
 * itself uniform, and zeros up to the fixed length:
 *
 * <pre>
 * inputs   w_1 … w_n   0   w_1 … w_n   0 …        targets[t] = inputs[t + 1]
 * target-mask 1 at the steps n-1 … 2n-1: where the separator and the second w are predicted
 * mask     1 at the steps 0 … 2n
 * </pre>
 *
 * <p>Since the first half is not scored, a model may predict the separator until it has seen it.
 * One that does so and then guesses has the cross-entropy {@code ln S · n/(n + 1)}, averaged over
 * n.
 *
 * <p>The published training averages over all scored steps of a batch ({@code average: steps} of
 * the loss), where the guess costs {@code ln S · E[n]/(E[n] + 1)}, about the same.
 */
public final class CopyTaskProvider implements DataProvider {

  private static final Option<Long> LENGTH =
      Option.integer("length", "steps of a sample, zeros at the end included")
          .unit("steps")
          .atLeast(3)
          .atMost(1_000_000)
          .byDefault(128L);
  private static final Option<Long> ALPHABET =
      Option.integer("alphabet", "different symbols S").atLeast(2).atMost(1_000_000).byDefault(10L);
  private static final Option<Long> FEWEST =
      Option.integer("min-symbols", "smallest number n of symbols; by default length/4")
          .atLeast(1)
          .atMost(1_000_000)
          .optional();
  private static final Option<Long> MOST =
      Option.integer("max-symbols", "largest number n of symbols; by default length/2 - 2")
          .atLeast(1)
          .atMost(1_000_000)
          .optional();
  private static final PartSizes SIZES = new PartSizes(10_000, 1_000, 1_000);

  /** For ServiceLoader. */
  public CopyTaskProvider() {}

  @Override
  public String id() {
    return "copy-task";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(LENGTH, ALPHABET, FEWEST, MOST).and(SIZES.schema());
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    int length = config.getInt(LENGTH);
    int alphabet = config.getInt(ALPHABET);
    int fewest = config.find(FEWEST).map(Math::toIntExact).orElse(Math.max(1, length / 4));
    int most = config.find(MOST).map(Math::toIntExact).orElse(Math.max(fewest, length / 2 - 2));
    if (fewest > most || 2 * (long) most + 1 > length) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "no sample can have " + fewest + " to " + most + " symbols",
              "options min-symbols and max-symbols of copy-task",
              fewest > most
                  ? "the first is larger than the second"
                  : "2n + 1 steps are more than the length " + length,
              "take numbers up to " + (length - 1) / 2 + ", the smaller first"));
    }
    SampleSeeds seeds = SIZES.seeds(config, context);
    DataField tokens = new DataField(DataField.INPUTS, List.of(length), alphabet + 1, List.of());
    return new GeneratedSequences(
        DataSignature.of(
            tokens,
            new DataField(DataField.TARGETS, tokens.shape(), tokens.classes(), List.of()),
            DataField.real(DataField.MASK, length),
            DataField.real(DataField.TARGET_MASK, length)),
        String.format(
            Locale.ROOT,
            "copying %d to %d of %d symbols, length %d, trivial loss %.6f",
            fewest,
            most,
            alphabet,
            length,
            trivialLoss(fewest, most, alphabet)),
        split -> SIZES.size(config, split),
        List.of(),
        (split, index, batch, row) -> {
          Random random = seeds.random(split, index);
          write(random, fewest + random.nextInt(most - fewest + 1), alphabet, batch, row);
        });
  }

  /** {@code ln S · n/(n + 1)}, averaged over the numbers n. */
  static double trivialLoss(int fewest, int most, int alphabet) {
    double sum = 0;
    for (int n = fewest; n <= most; n++) {
      sum += n / (n + 1.0);
    }
    return Math.log(alphabet) * sum / (most - fewest + 1);
  }

  private static void write(Random random, int n, int alphabet, Batch batch, int row) {
    StateVector inputs = batch.vector(DataField.INPUTS).row(row);
    StateVector targets = batch.vector(DataField.TARGETS).row(row);
    StateVector mask = batch.vector(DataField.MASK).row(row);
    StateVector targetMask = batch.vector(DataField.TARGET_MASK).row(row);
    inputs.fill(0);
    targets.fill(0);
    mask.fill(0);
    targetMask.fill(0);
    for (int i = 0; i < n; i++) {
      int symbol = 1 + random.nextInt(alphabet);
      inputs.set(0, i, symbol);
      inputs.set(0, n + 1 + i, symbol);
      if (i > 0) {
        targets.set(0, i - 1, symbol);
      }
      targets.set(0, n + i, symbol);
    }
    for (int step = 0; step <= 2 * n; step++) {
      mask.set(0, step, 1);
    }
    for (int step = n - 1; step < 2 * n; step++) {
      targetMask.set(0, step, 1);
    }
  }
}
