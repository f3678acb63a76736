// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
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
 * The copying problem (Hochreiter and Schmidhuber, Neural Computation 9, 1997; in this form
 * Arjovsky, Shah and Bengio, ICML 2016). With K symbols {@code s_i}, uniform in {@code 1 … S}, L
 * blank steps, the blank 0 and the marker {@code S + 1}:
 *
 * <pre>
 * inputs   s_1 … s_K   0 … 0 (L)   marker   0 … 0 (K-1)
 * targets  0 … 0 (K + L)                    s_1 … s_K
 * </pre>
 *
 * <p>A model without memory predicts blanks and then guesses: cross-entropy {@code K ln S / (L +
 * 2K)}.
 */
public final class CopyingProvider implements DataProvider {

  private static final Option<Long> BLANKS =
      Option.integer("blanks", "blank steps L over which the symbols are to be remembered")
          .unit("steps")
          .atLeast(0)
          .atMost(1_000_000)
          .byDefault(1000L);
  private static final Option<Long> COPIED =
      Option.integer("copied", "symbols K to be remembered")
          .atLeast(1)
          .atMost(100_000)
          .byDefault(10L);
  private static final Option<Long> ALPHABET =
      Option.integer("alphabet", "different symbols S").atLeast(2).atMost(1_000_000).byDefault(8L);
  private static final PartSizes SIZES = new PartSizes(10_000, 1_000, 1_000);

  /** For ServiceLoader. */
  public CopyingProvider() {}

  @Override
  public String id() {
    return "copying";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(BLANKS, COPIED, ALPHABET).and(SIZES.schema());
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    int blanks = config.getInt(BLANKS);
    int copied = config.getInt(COPIED);
    int alphabet = config.getInt(ALPHABET);
    int steps = blanks + 2 * copied;
    SampleSeeds seeds = SIZES.seeds(config, context);
    return new GeneratedSequences(
        DataSignature.of(
            new DataField(DataField.INPUTS, List.of(steps), alphabet + 2, List.of()),
            new DataField(DataField.TARGETS, List.of(steps), alphabet + 1, List.of())),
        String.format(
            Locale.ROOT,
            "copying %d of %d symbols after %d blanks, trivial loss %.6g",
            copied,
            alphabet,
            blanks,
            copied * Math.log(alphabet) / steps),
        split -> SIZES.size(config, split),
        List.of(),
        (split, index, batch, row) ->
            write(seeds.random(split, index), blanks, copied, alphabet, batch, row));
  }

  private static void write(
      Random random, int blanks, int copied, int alphabet, Batch batch, int row) {
    StateVector inputs = batch.vector(DataField.INPUTS).row(row);
    StateVector targets = batch.vector(DataField.TARGETS).row(row);
    inputs.fill(0);
    targets.fill(0);
    for (int i = 0; i < copied; i++) {
      int symbol = 1 + random.nextInt(alphabet);
      inputs.set(0, i, symbol);
      targets.set(0, copied + blanks + i, symbol);
    }
    inputs.set(0, copied + blanks, alphabet + 1);
  }
}
